/* SPDX-License-Identifier: Apache-2.0 */
/* payload-import: imports the files of payload disks into a directory, on machines without Java.  The program is a single C89
 * file for Linux and Fiwix, and for glibc, musl and mes libc.  FORMAT.md describes the image format.
 *  1. Find a disk.  Lock the destination, and delete the temporary files that a killed importer left there.
 *  2. Read each image from start to end, and compute the CRC-32 and SHA-256 of each entry.  Write the entry to a
 *     temporary file, unless the destination has a file with this name, size and content.
 *  3. Compare the checksum section with the computed checksums.
 *  4. Rename the temporary files, and write the marker last.  No file gets its final name before this step.
 * This program and payload-importer.jar can each complete an import that the other started.  Numbers are unsigned long, because
 * printf() of mes libc misreads arguments of larger types.
 */
#define _GNU_SOURCE 1
#define _FILE_OFFSET_BITS 64
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __MES_UNISTD_H /* mes libc for i386, which has no mount() */
static int system_call(int number, const char *a, const char *b, const char *c) {
    int result;
    __asm__ volatile("int $0x80" : "=a"(result) : "0"(number), "b"(a), "c"(b), "d"(c), "S"(0), "D"(0) : "memory");
    return errno = -result, result;
}
#define mount(source, target, type, flags, data) system_call(21, source, target, type)
#define umount(target) system_call(22, target, 0, 0)
/* Replaces readdir(), because opendir() of mes libc allocates st_blksize bytes, and Fiwix does not set st_blksize. */
static struct dirent *next_file(int directory) {
    static char files[4096]; static int at, size; struct dirent *file;
    if (at >= size && (at = 0, size = system_call(141, (char *)directory, files, (char *)sizeof files)) <= 0) return NULL;
    return file = (struct dirent *)(files + at), at += file->d_reclen, file;
}
#else
#include <sys/mount.h>
static struct dirent *next_file(int directory) { static DIR *files; /* only one directory is ever read */
    return files == NULL && (files = fdopendir(directory)) == NULL ? NULL : readdir(files);
}
#endif
#ifndef F_SETLK /* mes libc lacks these definitions for Linux on i386 */
#define F_SETLK 6
#define F_WRLCK 1
struct flock { short l_type, l_whence; long l_start, l_len; int l_pid; };
#endif
#define VERSION "@project.version@"
#define RESERVED ".payload_import"
#define LOCK RESERVED ".lock"
#define TEMPORARY RESERVED ".tmp."
#define MARKER RESERVED "ed"
#define MAX_ENTRIES 200000UL
#define MAX_NAME 255
#define MAX_VALUES 64    /* the maximum number of values of a repeatable option */
#define MAX_NUMBER (~0UL)
#define CHUNK 65536UL    /* the number of bytes read at a time */
#define LOOKAHEAD 4096UL /* the maximum argument of fill() */
#define DIGESTS 74UL     /* the number of characters before the size in a line of the checksum section */
#define S(count) ((count) == 1 ? "" : "s")
#define LENGTH(array) (sizeof(array) / sizeof *(array))
enum kind { NOTE, WARN, FAIL, REFUSE, MALFORMED }; /* the kinds of messages, see tell() */
struct image {
    const char *path; int fd; char found[64]; /* found: the path of a disk that search() found */
    struct entry **first;          /* the pointer to the image's first entry in the list of all entries */
    char id[65];                   /* the payload id; empty if the image has no checksums */
};
struct entry {
    struct entry *next, *sibling;  /* the next entry in the list of all entries; the next entry in the same bucket of the table */
    struct entry *earlier;         /* the first entry with this name in an earlier image, or NULL */
    struct image *image;
    unsigned long size, offset;    /* the size of the data, and its offset in the image */
    unsigned long temporary;       /* the number of the entry's temporary file, or 0 if there is none */
    unsigned char crc[4], sha[32];
    char name[1];                  /* allocated for the whole name */
};
static struct { /* the image that is being read */
    struct image *image;
    unsigned long size, width;     /* image size in bytes, or 0 if unknown; integer width in bytes, 4 or 8 */
    unsigned long offset, at, end; /* offset of bytes[at] in the image; bytes[at] to bytes[end - 1] are unread */
    unsigned char bytes[LOOKAHEAD + CHUNK + 1]; /* the last byte is always 0 */
} in;
static struct { char path[64]; unsigned long number; } disks[256]; /* the disks to search, as listed in /proc/partitions */
static struct image images[MAX_VALUES];
static struct entry *entries, **last = &entries, *table[65536]; /* the list of all entries, its last pointer, and the hash table */
static unsigned long disk_count, image_count, temporary_count, found_count, made_count; /* made_count: created directories */
static char *destination, *inside, initial[4096]; /* inside: the part of destination below the current directory */
static const char *devices[MAX_VALUES], *ids[MAX_VALUES], *probes[MAX_VALUES], *waits[MAX_VALUES];
static unsigned long device_count, id_count, probe_count, wait_count, wait_seconds;
static int quiet, require_checksums, lock_fd = -1, has_marker;
static char is_found[MAX_VALUES], marker[CHUNK], new_marker[2 * MAX_VALUES * 66 + 1], buffer[CHUNK + LOOKAHEAD], problem[16384];
static void clean_up(void);
/* NOTE and WARN print a line.  FAIL prints a line, deletes incomplete files, and exits with number as the exit code.  REFUSE and
 * MALFORMED store a message about the current image in problem.  For MALFORMED, number is the offset of the invalid bytes.
 * Names of entries are validated before they are printed, so no control characters are printed.  Format characters become "?". */
static int tell(enum kind kind, unsigned long number, const char *format, ...) {
    static char text[16384]; va_list arguments; unsigned char *p; unsigned long c;
    if (kind == NOTE && quiet) return 0;
    sprintf(text, "%.4096s: ", kind < REFUSE ? "payload-import" : in.image->path);
    if (kind == MALFORMED) sprintf(text + strlen(text), "malformed payload image at offset %lu: ", number);
    va_start(arguments, format);
    vsnprintf(text + strlen(text), 12000, format, arguments);
    va_end(arguments);
    if (kind >= REFUSE) return strcpy(problem, text), -1;
    for (p = (unsigned char *)text; (c = (unsigned long)*p << 16 | (unsigned long)p[1] << 8 | p[2]) > 0xFFFF; p++)
        if ((c >= 0xE2808B && c <= 0xE2808F) || (c >= 0xE280A8 && c <= 0xE280AE) || (c >= 0xE281A0 && c <= 0xE281AF)
            || c == 0xEFBBBF || c >> 8 == 0xC2AD || c >> 8 == 0xD89C) memset(p, '?', c < 0xE00000 ? 2 : 3);
    strcat(text, "\n");
    if (write(kind == NOTE ? 1 : 2, text, strlen(text)) < 0) errno = 0; /* an import succeeds even if a message is lost */
    if (kind == FAIL) clean_up(), exit((int)number);
    return 0;
}
static const char *reason(int error) { /* strerror() of mes libc does not describe errors */
    return error == ENOENT ? "no such file or directory" : error == EACCES ? "permission denied"
        : error == EEXIST ? "a file with this name already exists: remove it" : error == ENOTDIR ? "not a directory"
        : error == EISDIR ? "a directory has this name: remove it" : error == ENOSPC ? "no space left on device"
        : error == EIO ? "input/output error" : strerror(error);
}
/* Skips blanks, parses a decimal number, and moves *p to the end of the number.  Returns MAX_NUMBER if the number is too large. */
static unsigned long parse_number(const char **p) {
    unsigned long number = 0;
    for (*p += strspn(*p, " "); **p >= '0' && **p <= '9'; ++*p)
        number = number > MAX_NUMBER / 10 - 1 ? MAX_NUMBER : number * 10 + (unsigned long)(**p - '0');
    return number;
}
/* ---- Digests.  An unsigned int has 32 bits on all supported systems. ---- */
struct sha { unsigned int state[8]; unsigned long count; unsigned char block[64]; };
static const struct sha sha_start = {
    {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}, 0, {0}};
static const unsigned int sha_keys[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
static unsigned int crc_table[256];
#define ROTATE(x, n) ((x) >> (n) | (x) << (32 - (n)))
static void sha_block(unsigned int *state, const unsigned char *p) {
    unsigned int w[64], s[8], i, t, u;
    for (i = 0; i < 16; i++, p += 4) w[i] = (unsigned int)p[0] << 24 | (unsigned int)p[1] << 16 | (unsigned int)p[2] << 8 | p[3];
    for (; i < 64; i++) {
        t = w[i - 15], u = w[i - 2];
        w[i] = w[i - 16] + (ROTATE(t, 7) ^ ROTATE(t, 18) ^ t >> 3) + w[i - 7] + (ROTATE(u, 17) ^ ROTATE(u, 19) ^ u >> 10);
    }
    memcpy(s, state, sizeof s);
    for (i = 0; i < 64; i++) {
        t = s[7] + (ROTATE(s[4], 6) ^ ROTATE(s[4], 11) ^ ROTATE(s[4], 25)) + (s[6] ^ (s[4] & (s[5] ^ s[6]))) + sha_keys[i] + w[i];
        u = (ROTATE(s[0], 2) ^ ROTATE(s[0], 13) ^ ROTATE(s[0], 22)) + ((s[0] & s[1]) | (s[2] & (s[0] | s[1])));
        s[7] = s[6], s[6] = s[5], s[5] = s[4], s[4] = s[3] + t, s[3] = s[2], s[2] = s[1], s[1] = s[0], s[0] = t + u;
    }
    for (i = 0; i < 8; i++) state[i] += s[i];
}
static void sha_add(struct sha *sha, const void *bytes, unsigned long count) {
    const unsigned char *p = (const unsigned char *)bytes; unsigned long used, n;
    for (; count > 0; p += n, count -= n, sha->count += n) {
        used = sha->count % 64, n = 64 - used < count ? 64 - used : count;
        if (n < 64) memcpy(sha->block + used, p, n);
        if (used + n == 64) sha_block(sha->state, n == 64 ? p : sha->block);
    }
}
static void sha_end(struct sha *sha, unsigned char *digest) {
    unsigned char bits[8] = {0}; unsigned long i;
    for (i = 1, bits[7] = (unsigned char)(sha->count << 3); i < 8 && i * 8 - 3 < sizeof i * 8; i++)
        bits[7 - i] = (unsigned char)(sha->count >> (i * 8 - 3));
    for (sha_add(sha, "\200", 1); sha->count % 64 != 56; sha_add(sha, "", 1));
    sha_add(sha, bits, 8);
    for (i = 0; i < 32; i++) digest[i] = (unsigned char)(sha->state[i / 4] >> (24 - i % 4 * 8));
}
static const char *put_hex(char *to, const unsigned char *bytes, unsigned long count) {
    unsigned long i;
    for (i = 0; i < 2 * count; i++) to[i] = "0123456789abcdef"[i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15];
    return to[i] = 0, to;
}
/* ---- The destination, which is the current directory after lock_destination() ---- */
static int is_same(const struct stat *a, const struct stat *b) { return a->st_ino == b->st_ino && a->st_dev == b->st_dev; }
/* Opens a regular file without following a symbolic link.  Returns -1 if the file cannot be opened. */
static int open_regular(const char *path, int flags, struct stat *status) {
    struct stat before; int fd = lstat(path, &before) == 0 && S_ISREG(before.st_mode) ? open(path, flags) : -1;
    if (fd < 0 || (fstat(fd, status) == 0 && is_same(status, &before))) return fd;
    return close(fd), -1;
}
static const char *temporary(unsigned long number) { static char name[64]; return sprintf(name, TEMPORARY "%lu", number), name; }
static int create_temporary(unsigned long *number) {
    int fd;
    do fd = open(temporary(*number = ++temporary_count), O_WRONLY | O_CREAT | O_EXCL, 0644); while (fd < 0 && errno == EEXIST);
    if (fd < 0) tell(FAIL, 1, "cannot create a temporary file in %s: %s", destination, reason(errno));
    return fd;
}
/* Writes to a temporary file; name is the final name, for messages.  If bytes is NULL, syncs and closes the file instead. */
static void write_file(int fd, const void *bytes, unsigned long count, const char *name) {
    const char *p = (const char *)bytes; long n = bytes == NULL ? fsync(fd) : 0;
    for (; count > 0 && n >= 0; p += n, count -= (unsigned long)n)
        do n = (long)write(fd, p, count); while (n < 0 && errno == EINTR);
    if (n < 0 || (bytes == NULL && close(fd) != 0)) tell(FAIL, 1, "cannot write %s to %s: %s", name, destination, reason(errno));
}
/* Reads up to size bytes, until the end of the file or an error.  Returns the number of bytes read, or -1 if the first read fails. */
static long read_file(int fd, void *to, unsigned long size) {
    unsigned long length = 0; long n = 1;
    for (; n > 0 && length < size; length += n > 0 ? (unsigned long)n : 0)
        do n = (long)read(fd, (char *)to + length, size - length); while (n < 0 && errno == EINTR);
    return n < 0 && length == 0 ? -1 : (long)length;
}
/* Reads a file into a string, and closes the file.  Returns 0 if the file cannot be read or is too large. */
static int read_text(int fd, char *to, unsigned long size) {
    long length = fd < 0 ? -1 : read_file(fd, to, size - 1);
    to[length < 0 ? 0 : length] = 0;
    if (fd >= 0) close(fd);
    return length >= 0 && (unsigned long)length < size - 1;
}
static void sync_directory(const char *path) {
    int fd = open(path, O_RDONLY);
    if ((fd < 0 || fsync(fd) != 0) && errno != EINVAL) /* Fiwix cannot sync directories */
        tell(FAIL, 1, "cannot sync the directory %s of %s: %s", path, destination, reason(errno));
    close(fd);
}
/* Deletes the temporary files, the lock file, and the empty directories that this process created. */
static void clean_up(void) {
    for (; temporary_count > 0; temporary_count--) unlink(temporary(temporary_count));
    if (lock_fd >= 0) unlink(LOCK);
    for (; made_count > 0 && chdir("..") == 0; made_count--, rmdir(inside)) {
        while (inside[-1] == '/') inside--;
        for (*inside = 0; inside > destination && inside[-1] != '/'; inside--);
    }
}
/* Creates, enters and locks the destination, and deletes the temporary files that killed importers left. */
static void lock_destination(void) {
    struct flock lock; struct stat status, now; unsigned long n;
    struct dirent *file; int fd, is_new, error = 0;
    if (*destination != '/' && getcwd(initial, sizeof initial) == NULL) tell(FAIL, 1, "DEST must be an absolute path: %s", reason(errno));
    inside = destination + (*destination == '/' && chdir("/") == 0);
    while (*(inside += strspn(inside, "/")) != 0) {
        n = strcspn(inside, "/");
        sprintf(buffer, "%.*s", (int)(n < CHUNK ? n : CHUNK), inside);
        is_new = mkdir(buffer, 0755) == 0, error = errno;
        if (chdir(buffer) != 0) tell(FAIL, 1, "cannot create the directory %s: %s", destination, reason(error == EEXIST ? errno : error));
        if (inside += n, (made_count = is_new ? made_count + 1 : 0) > 0) sync_directory(".."); /* contains the new name */
    }
    memset(&lock, 0, sizeof lock), lock.l_type = F_WRLCK;
    while (lock_fd < 0) { /* the previous importer deletes its lock file, so another process may have created a new lock file */
        if ((fd = open(LOCK, O_WRONLY | O_CREAT | O_EXCL, 0644)) < 0) error = errno, fd = open_regular(LOCK, O_WRONLY, &status);
        if (fd < 0 && (lstat(LOCK, &now) == 0 ? S_ISREG(now.st_mode) || unlink(LOCK) != 0 : (errno = error) != EEXIST))
            tell(FAIL, 1, "cannot create the lock file " LOCK " in %s: %s", destination, reason(errno));
        if (fd >= 0 && fcntl(fd, F_SETLK, &lock) != 0)
            tell(FAIL, 1, "another importer is importing to %s and holds %s/" LOCK ": wait until it finishes", destination, destination);
        if (fd >= 0 && fstat(fd, &status) == 0 && lstat(LOCK, &now) == 0 && is_same(&status, &now)) lock_fd = fd;
        else if (fd >= 0) close(fd);
    }
    if (lstat(".PAYLOAD_IMPORT.LOCK", &now) == 0 && is_same(&status, &now))
        tell(FAIL, 1, "%s ignores the case of names: import to a case-sensitive file system", destination);
    if ((fd = open(".", O_RDONLY)) < 0) tell(FAIL, 1, "cannot read the directory %s: %s", destination, reason(errno));
    while ((file = next_file(fd)) != NULL)
        if (strncmp(file->d_name, TEMPORARY, strlen(TEMPORARY)) == 0 && lstat(file->d_name, &now) == 0
            && !S_ISDIR(now.st_mode) && unlink(file->d_name) != 0)
            tell(FAIL, 1, "cannot delete the temporary files of an earlier import in %s: %s", destination, reason(errno));
    close(fd);
}
/* Reads the marker.  Each line is a payload id or "without-checksums".  Only live-bootstrap's importer writes an empty marker. */
static void read_marker(const char *path) {
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
        tell(FAIL, 1, "%s is a directory, expected the marker file or nothing: remove it", path);
    marker[0] = '\n';
    if (!(has_marker = read_text(open_regular(path, O_RDONLY, &status), marker + 1, sizeof marker - 1))) marker[1] = 0;
}
static int is_marked(const char *id) { char line[70]; return sprintf(line, "\n%s\n", id), strstr(marker, line) != NULL; }
static void mark(const char *id) { if (strstr(new_marker, id) == NULL) strcat(strcat(new_marker, id), "\n"); }
/* ---- Reading an image ---- */
static unsigned long available(void) { return in.end - in.at; }
static const unsigned char *next(void) { return in.bytes + in.at; }
static const unsigned char *take(unsigned long n) { return in.at += n, in.offset += n, next() - n; }
static unsigned long gap(unsigned long offset) { return (512 - offset % 512) % 512; }
static int seek_to(unsigned long offset) {
    off_t place = (off_t)offset; /* in a 32-bit off_t, offsets of 2 GiB and more are negative */
    in.at = in.end = 0, in.offset = offset;
    return place >= 0 && lseek(in.image->fd, place, SEEK_SET) == place ? 0 : -1;
}
/* Reads until the requested number of bytes is available or the disk ends.  Returns -1 if the disk cannot be read. */
static int fill(unsigned long wanted) {
    long n;
    if (available() >= wanted) return 0;
    if (MAX_NUMBER - in.offset - available() < CHUNK)
        return tell(REFUSE, 0, "the image reaches beyond %lu bytes: import on a 64-bit machine", MAX_NUMBER);
    memmove(in.bytes, next(), available()), in.end = available(), in.at = 0;
    n = read_file(in.image->fd, in.bytes + in.end, CHUNK);
    in.end += n > 0 ? (unsigned long)n : 0;
    return n >= 0 ? 0 : tell(REFUSE, 0, "cannot read the payload image at offset %lu: %s", in.offset + in.end, reason(errno));
}
static int need(unsigned long wanted, const char *what) {
    return fill(wanted) != 0 ? -1 : available() >= wanted ? 0 : tell(MALFORMED, in.offset,
        "expected %s, found the end of the image at %lu", what, in.offset + available());
}
/* Returns the integer at p, or MAX_NUMBER if the integer is too large for an unsigned long. */
static unsigned long integer(const unsigned char *p, unsigned long width) {
    unsigned long value = 0;
    while (width-- > 0) value = value > MAX_NUMBER >> 8 ? MAX_NUMBER : value << 8 | p[width];
    return value;
}
/* Returns why the name of an entry is invalid, or NULL if it is valid. */
static const char *name_problem(const char *name) {
    static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *p = (const unsigned char *)name; unsigned long i, n, c;
    for (; *p != 0; p += n) {
        n = *p < 0x80 ? 1 : *p < 0xC0 ? 0 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : *p < 0xF8 ? 4 : 0;
        c = n < 2 ? *p : *p & (0xFFu >> (n + 1));
        for (i = 1; i < n && (p[i] & 0xC0) == 0x80; i++) c = c << 6 | (p[i] & 0x3F);
        if (n == 0 || i < n || c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return "is not UTF-8";
        if (c == '/' || c == '\\') return c == '/' ? "contains '/'" : "contains '\\'";
        if (c < ' ' || (c >= 0x7F && c < 0xA0)) return "contains a control character";
    }
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ? "is the name of a directory"
        : strncmp(name, RESERVED, strlen(RESERVED)) == 0 ? "begins with " RESERVED ", which is reserved for importers" : NULL;
}
static int data_missing(const struct entry *entry, unsigned long found) {
    return tell(MALFORMED, entry->offset - strlen(entry->name) - in.width,
        "expected %lu bytes of data of %s, found %lu up to the end of the image", entry->size, entry->name, found);
}
static int read_header(struct entry **result) {
    unsigned long start = in.offset, length, size; struct entry *entry; const char *why;
    if (need(2 * in.width, "the header of an entry") != 0) return -1;
    length = integer(take(in.width), in.width), size = integer(take(in.width), in.width);
    if (length < 1 || length > MAX_NAME)
        return tell(MALFORMED, start, "expected a name of 1 to 255 bytes, found a length of %lu", length);
    if (need(length, "a name") != 0) return -1;
    if ((*result = entry = malloc(sizeof *entry + length)) == NULL) tell(FAIL, 1, "not enough memory for this image");
    memset(entry, 0, sizeof *entry + length);
    memcpy(entry->name, next(), length);
    why = strlen(entry->name) < length ? "contains a control character" : name_problem(entry->name);
    if (why != NULL) return tell(MALFORMED, in.offset, "expected a valid file name, found one that %s", why);
    take(length), entry->image = in.image, entry->offset = in.offset, entry->size = size;
    if ((in.size != 0 && size > in.size - in.offset) || (sizeof size > 4 && size > MAX_NUMBER / 2))
        return data_missing(entry, in.size - in.offset);
    return 0;
}
/* Returns the address of the table's pointer to the entry with this name.  The pointer is NULL if there is no such entry. */
static struct entry **find(const char *name) {
    unsigned long hash = 0; const char *p; struct entry **place;
    for (p = name; *p != 0; p++) hash = (hash * 31 + (unsigned char)*p) & 0xFFFF;
    for (place = &table[hash]; *place != NULL && strcmp((*place)->name, name) != 0; place = &(*place)->sibling);
    return place;
}
static int add_entry(struct entry *entry) {
    struct entry **place = find(entry->name); unsigned long length = strlen(entry->name);
    if (*place != NULL && (*place)->image == in.image)
        return tell(MALFORMED, in.offset - length, "expected each name once, found %s again, first at offset %lu", entry->name,
            (*place)->offset - length);
    entry->earlier = *place;
    if (*place == NULL) *place = entry;
    return *last = entry, last = &entry->next, 0;
}
/* Creates a temporary file with the first count bytes of an existing file, which match the data of the entry. */
static int copy_start(struct entry *entry, int existing, unsigned long count) {
    int fd = create_temporary(&entry->temporary); long n;
    for (lseek(existing, 0, SEEK_SET); count > 0; count -= (unsigned long)n, write_file(fd, buffer, (unsigned long)n, entry->name))
        if ((n = read_file(existing, buffer, count < CHUNK ? count : CHUNK)) <= 0)
            tell(FAIL, 1, "cannot read %s in %s: %s", entry->name, destination, reason(errno));
    return fd;
}
/* Reads the data of an entry and computes its checksums.  Writes a temporary file unless an existing file is identical. */
static int copy_data(struct entry *entry) {
    struct stat status; struct sha sha = sha_start;
    unsigned long left = entry->size, n, i; unsigned int crc = 0xFFFFFFFF;
    int existing = -1, fd = -1;
    if (lstat(entry->name, &status) == 0 && S_ISDIR(status.st_mode))
        tell(FAIL, 1, "%s/%s is a directory, expected a file of %lu bytes or nothing: remove it", destination, entry->name, left);
    if (entry->earlier == NULL) existing = open_regular(entry->name, O_RDONLY, &status);
    if (entry->earlier == NULL && (existing < 0 || status.st_size != (off_t)left)) fd = create_temporary(&entry->temporary);
    for (; left > 0 && fill(1) == 0 && (available() > 0 || data_missing(entry, entry->size - left) == 0); take(n), left -= n) {
        n = available() < left ? available() : left;
        for (i = 0; i < n; i++) crc = crc_table[(crc ^ next()[i]) & 0xFF] ^ crc >> 8;
        sha_add(&sha, next(), n);
        if (existing >= 0 && fd < 0 && (read_file(existing, buffer, n) != (long)n || memcmp(buffer, next(), n) != 0))
            fd = copy_start(entry, existing, entry->size - left);
        if (fd >= 0) write_file(fd, next(), n, entry->name);
    }
    if (fd >= 0 && existing >= 0) close(existing);
    else if (fd < 0) fd = existing; /* the existing file may not be synced yet */
    if (fd >= 0) write_file(fd, NULL, 0, entry->name);
    for (i = 0; i < 4; i++) entry->crc[i] = (unsigned char)(~crc >> (24 - 8 * i));
    sha_end(&sha, entry->sha);
    if (left == 0 && entry->earlier != NULL && memcmp(entry->sha, entry->earlier->sha, 32) != 0)
        tell(FAIL, 1, "%s and %s both contain %s, with different content: detach one of the disks, or select the right disk with"
            " --device", entry->earlier->image->path, in.image->path, entry->name);
    return left == 0 ? 0 : -1;
}
/* Returns whether the next bytes are line, preceded by the given number of hexadecimal digits and blanks. */
static int is_line(unsigned long digests, const char *line) {
    unsigned long i, length = strlen(line);
    if (fill(digests + length) != 0 || available() < digests + length) return 0;
    for (i = 0; i < digests; i++) if (next()[i] == 0 || strchr("0123456789abcdef ", next()[i]) == NULL) return 0;
    return memcmp(next() + digests, line, length) == 0;
}
static int disagree(const char *line) {
    return fill(strlen(line)) != 0 ? -1 : tell(MALFORMED, in.offset, "expected \"%.*s\" in the checksum section, found %s: the"
        " image is damaged or truncated, or the section belongs to another image", (int)strlen(line) - 1, line,
        available() < strlen(line) ? "the end of the image" : "another line");
}
static int check_zeros(unsigned long count) {
    unsigned long i = 0;
    if (fill(count) != 0) return -1;
    while (i < count && i < available() && next()[i] == 0) i++;
    return i == count || i == available() ? 0 : tell(MALFORMED, in.offset + i,
        "expected zero bytes around the checksum section, found a byte of value %lu", (unsigned long)next()[i]);
}
/* Seeks to the first sector at or after end.  Returns whether a checksum section with a matching <bytes> begins there (FORMAT.md). */
static int has_section(unsigned long end) {
    unsigned long offset = end + gap(end), bytes; const char *p = (const char *)in.bytes + 10;
    if (offset < end || seek_to(offset) != 0 || fill(64) != 0 || available() < 20 || memcmp(in.bytes, "LBPAYSUM1 ", 10) != 0) return 0;
    parse_number(&p), bytes = parse_number(&p);
    return *p == '\n' && bytes + gap(bytes) == offset;
}
/* Refuses an image without a checksum section if damage may have hidden the section (FORMAT.md, "Misplaced section"). */
static int check_no_section(const char *first, unsigned long count) {
    unsigned long end = in.offset, bit; struct entry *entry; char line[2 * MAX_NAME];
    if (seek_to(end + gap(end) + 10) == 0 && fill(strlen(first)) == 0 && available() >= strlen(first) - 10) { /* a damaged magic? */
        if (is_line(0, first + 10)) return disagree(first);
        take(strlen(first) - 10);
        for (entry = *in.image->first; entry != NULL; entry = entry->next, take(strlen(line))) {
            sprintf(line, "%lu %s\n", entry->size, entry->name);
            if (fill(DIGESTS + strlen(line)) != 0 || available() < DIGESTS + strlen(line)) break;
            take(DIGESTS);
            if (is_line(0, line)) return disagree(line);
        }
    }
    for (bit = 1; bit != 0; bit <<= 1)
        if ((end + bit > end && has_section(end + bit)) || (end > bit && has_section(end - bit))) goto found;
    for (; count < MAX_ENTRIES && seek_to(end) == 0 && read_header(&entry) == 0; count++)
        if (has_section(end = entry->offset + entry->size)) goto found;
    return 0;
found:
    return tell(MALFORMED, in.offset, "expected no checksum section at this offset, found one: the count or"
        " a length is damaged, or the section belongs to another image");
}
/* Compares the checksum section with the computed checksums, and stores the payload id.  Without a checksum section, the id stays empty. */
static int check_section(unsigned long count) {
    struct sha id = sha_start; struct entry *entry; unsigned long zeros = gap(in.offset);
    char line[2 * MAX_NAME + 2 * DIGESTS]; unsigned char digest[32];
    sprintf(line, "LBPAYSUM1 %lu %lu\n", count, in.offset);
    if (fill(zeros + 10) != 0) return -1;
    if (available() < zeros + 10 || memcmp(next() + zeros, line, 10) != 0) return check_no_section(line, count);
    if (check_zeros(zeros) != 0) return -1;
    take(zeros);
    for (entry = *in.image->first; is_line(0, line) && entry != NULL; entry = entry->next) {
        take(strlen(line));
        put_hex(line, entry->crc, 4), put_hex(line + 9, entry->sha, 32);
        sprintf(line + 73, "  %s\n", entry->name); /* the line that sha256sum prints, for the payload id */
        sha_add(&id, line + 9, strlen(line + 9));
        line[8] = ' ', sprintf(line + 73, " %lu %s\n", entry->size, entry->name);
        if (!is_line(0, line) && is_line(DIGESTS, line + DIGESTS))
            return tell(REFUSE, 0, "%s (%lu byte%s) at offset %lu is damaged: expected CRC-32 and SHA-256 %.73s, found %.73s: write the"
                " image again", entry->name, entry->size, S(entry->size), entry->offset, next(), line);
    }
    if (!is_line(0, line)) return disagree(line);
    take(strlen(line)), sha_end(&id, digest);
    sprintf(line, "id %s\n", put_hex(in.image->id, digest, 32));
    if (!is_line(0, line)) return disagree(line);
    take(strlen(line));
    return check_zeros(gap(in.offset));
}
/* Starts to read a disk or file.  Returns 1 if the magic of an image is found, 0 if the magic is missing, and -1 if reading fails. */
static int start_reading(struct image *image) {
    off_t size = lseek(image->fd, 0, SEEK_END); /* 0 for a disk on Fiwix */
    in.image = image, in.size = size > 0 && (off_t)(unsigned long)size == size ? (unsigned long)size : 0;
    if (seek_to(0) != 0) return tell(REFUSE, 0, "cannot seek: %s", reason(errno));
    return fill(8) != 0 ? -1 : available() >= 8 && memcmp(next(), "LBPAYLD1", 8) == 0;
}
/* Finds the payload id by seeking past the entries, before any file is written.  Returns whether --id excludes the payload. */
static int is_excluded(struct image *image, unsigned long count) {
    unsigned long start = in.offset, i, n;
    for (i = 0; i < count && fill(2 * in.width) == 0 && available() >= 2 * in.width; i++) {
        n = integer(take(in.width), in.width), n += integer(take(in.width), in.width);
        if (available() < n ? seek_to(in.offset + n) != 0 : take(n) == NULL) break;
    }
    for (i = i == count && has_section(in.offset) ? 0 : count + 1; i <= count; i++) /* skips the lines before the payload id */
        while (fill(1) == 0 && available() > 0 && *take(1) != '\n');
    if (fill(67) == 0 && available() >= 67 && strspn((char *)next() + 3, "0123456789abcdef") == 64) memcpy(image->id, next() + 3, 64);
    for (i = 0; i < id_count; i++) if (strcmp(image->id, ids[i]) == 0) image->id[0] = 0; /* check_section() computes the id */
    return seek_to(start) != 0 || image->id[0] != 0;
}
/* Reads an image from start to end, and writes entries without an identical existing file to temporary files. */
static int read_image(struct image *image) {
    unsigned long count, i; struct entry *entry;
    image->first = last;
    if (start_reading(image) < 0 || need(8, "the magic LBPAYLD1") != 0) return -1;
    if (memcmp(take(8), "LBPAYLD1", 8) != 0) return tell(MALFORMED, 0, "expected the magic LBPAYLD1, found other bytes");
    if (need(4, "the count of entries") != 0) return -1;
    count = integer(next(), 4);
    if (count > MAX_ENTRIES) return tell(MALFORMED, 8, "expected at most %lu entries, found a count of %lu", MAX_ENTRIES, count);
    if (fill(8) != 0 || (count > 0 && need(8, "the entries") != 0)) return -1;
    in.width = available() < 8 || integer(next() + 4, 4) != 0 ? 4 : 8; /* FORMAT.md, "Layouts" */
    if (count == 0 && fill(519) == 0 && available() >= 519 && memcmp(next() + 504, "LBPAYSUM1 0 12\n", 15) == 0) in.width = 4;
    if (take(in.width), id_count > 0 && is_excluded(image, count)) return 0;
    tell(NOTE, 0, "reading %lu file%s from %s", count, S(count), image->path);
    for (i = 0; i < count; i++) if (read_header(&entry) != 0 || add_entry(entry) != 0 || copy_data(entry) != 0) return -1;
    return check_section(count);
}
/* Removes the entries of the most recent image from the list and the table, and deletes their temporary files. */
static void drop(const struct image *image) {
    struct entry *entry = *image->first, **place;
    for (*(last = image->first) = NULL; entry != NULL; entry = entry->next) {
        if (*(place = find(entry->name)) == entry) *place = NULL; /* later entries in this bucket are from the same image */
        if (entry->temporary != 0) unlink(temporary(entry->temporary));
    }
}
/* Renames the temporary files and writes the marker.  If the commit fails, all files with final names are complete. */
static void commit(void) {
    unsigned long copied = 0, bytes = 0, existing = 0, number; struct entry *entry; struct stat named, here; int fd;
    for (entry = entries; entry != NULL; entry = entry->next) {
        if (entry->temporary == 0 && ++existing) continue;
        if (copied++ == 0 && has_marker && unlink(MARKER) != 0) /* after a failure, the marker must not name an incomplete payload */
            tell(FAIL, 1, "cannot delete the marker " MARKER " in %s: %s", destination, reason(errno));
        if (copied == 1) sync_directory(".");
        if (rename(temporary(entry->temporary), entry->name) != 0)
            tell(FAIL, 1, "cannot write %s to %s: %s", entry->name, destination, reason(errno));
        bytes += entry->size, tell(NOTE, 0, "%s", entry->name);
    }
    sync_directory(".");
    sprintf(buffer, "%.4096s/%.5000s", *destination == '/' ? "" : initial, destination);
    if (stat(buffer, &named) != 0 || stat(".", &here) != 0 || !is_same(&named, &here))
        made_count = 0, tell(FAIL, 1, "%s was renamed or replaced during the import: run the import again", destination);
    write_file(fd = create_temporary(&number), new_marker, strlen(new_marker), MARKER), write_file(fd, NULL, 0, MARKER);
    if (rename(temporary(number), MARKER) != 0) tell(FAIL, 1, "cannot write the marker " MARKER " in %s: %s", destination, reason(errno));
    sync_directory(".");
    tell(NOTE, 0, "done: %lu file%s (%lu byte%s) copied to %s, %lu already present", copied, S(copied), bytes, S(bytes), destination,
        existing);
}
/* ---- Disks ---- */
/* Returns 0 for memory, loop and network devices, removable drives, eMMC RPMB areas, and devices on top of other devices, else 1. */
static int is_searched(const char *name) {
    char kind[50];
    sprintf(kind, " %.*s ", (int)strcspn(name, "0123456789-_"), name);
    return strstr(" ram zram loop fd sr scd dm md nbd ", kind) == NULL && strstr(name, "rpmb") == NULL;
}
/* Lists the disks in /proc/partitions.  If necessary, mounts /proc temporarily. */
static void list_disks(void) {
    static char version[512]; const char *p, *name, *fixed; unsigned long major, minor, n;
    int is_read = read_text(open("/proc/partitions", O_RDONLY), buffer, CHUNK), is_new = 0, is_mounted = 0, error = 0;
    if (!is_read) {
        is_new = mkdir("/proc", 0755) == 0;
        is_mounted = mount("proc", "/proc", "proc", 0, NULL) == 0, error = errno;
        is_read = is_mounted && read_text(open("/proc/partitions", O_RDONLY), buffer, CHUNK);
    }
    read_text(open("/proc/version", O_RDONLY), version, sizeof version);
    if (is_mounted) umount("/proc");
    if (is_new) rmdir("/proc");
    if (!is_read) tell(FAIL, 1, "cannot list the disks: cannot read /proc/partitions, which lists the devices: %s; name the payload"
        " disk with --device", reason(error));
    for (disk_count = 0, p = buffer; *p != 0 && disk_count < LENGTH(disks); p += strcspn(p, "\n"), p += *p == '\n') {
        major = parse_number(&p), minor = parse_number(&p);
        if (parse_number(&p) == 0) continue; /* skips the headings of the file, and empty drives */
        p += strspn(p, " "), n = strcspn(p, " \n");
        sprintf(disks[disk_count].path, "/dev/%.*s", (int)(n < 40 ? n : 40), p);
        disks[disk_count].number = major << 8 | (minor & 0xFF) | (minor >> 8) << 20;
        name = disks[disk_count].path + 5;
        if (strncmp(version, "Linux ", 6) == 0) {
            disk_count += is_searched(name) ? 1 : 0;
        } else if (n == 3 && (fixed = strstr("hda=768 hdb=832 hdc=5632 hdd=5696 sda=2048 sdb=2064 sdc=2080 sdd=2096", name))) {
            fixed += 4; /* Fiwix lists the minor number 0 for each disk, and also nonexistent partitions */
            disks[disk_count++].number = parse_number(&fixed);
        }
    }
}
/* Opens a disk, or a file that the user named, as the next image.  If opening fails, returns -1 and stores the reason in problem. */
static int open_image(const char *path, int is_named) {
    struct image *image = &images[image_count]; struct stat status;
    unsigned long i = 0; int is_there = stat(path, &status) == 0, error = errno;
    (in.image = image)->path = path;
    if (!is_there && is_named && disk_count == 0 && strncmp(path, "/dev/", 5) == 0) list_disks();
    while (i < disk_count && strcmp(disks[i].path, path) != 0) i++;
    if (is_there && !(S_ISREG(status.st_mode) && is_named) && (status.st_mode & S_IFMT) != S_IFBLK)
        return tell(REFUSE, 0, "neither a block device nor a regular file: name a disk or a file");
    if (is_there && i < disk_count && status.st_rdev != disks[i].number)
        return tell(REFUSE, 0, "the node belongs to another device: remove the node to have it created again");
    if (!is_there && (i == disk_count || mknod(path, S_IFBLK | 0600, disks[i].number) != 0))
        return tell(REFUSE, 0, "cannot be opened: %s", reason(i == disk_count ? error : errno));
    image->fd = open(path, O_RDONLY);
    if (error = errno, !is_there) unlink(path);
    return image->fd >= 0 ? 0 : tell(REFUSE, 0, "cannot be opened: %s", reason(error));
}
/* Opens the payload disks that are not open yet.  Returns the number of unreadable disks, which may be payload disks. */
static unsigned long search(int is_first) {
    unsigned long i, k, doubtful = 0; int found, is_open; struct image *image;
    for (list_disks(), i = 0; i < disk_count && image_count < MAX_VALUES; i++) {
        for (image = &images[image_count], k = 0; k < image_count && strcmp(images[k].path, disks[i].path) != 0; k++);
        is_open = k == image_count && open_image(disks[i].path, 0) == 0;
        found = k < image_count ? 0 : is_open ? start_reading(image) : -1;
        if (found < 0 && is_first) tell(WARN, 0, "warning: %s", problem);
        if (is_open && found <= 0) close(image->fd);
        doubtful += found < 0, image_count += found > 0, image->path = strcpy(image->found, disks[i].path);
    }
    return doubtful;
}
/* Reads an image.  If the image is invalid or excluded, a search with --id ignores the image, and other imports fail. */
static void import_image(struct image *image) {
    unsigned long i; int is_read, is_admitted = id_count == 0;
    if (lock_fd < 0) lock_destination(), read_marker(MARKER);
    is_read = read_image(image) == 0;
    for (i = 0; is_read && i < id_count; i++)
        if (strcmp(ids[i], image->id) == 0) is_admitted = 1, found_count += !is_found[i], is_found[i] = 1;
    if (is_read && is_admitted && (image->id[0] != 0 || !require_checksums)) {
        if (image->id[0] == 0) tell(WARN, 0, "warning: %s has no checksums: the content of the files cannot be verified", image->path);
        mark(image->id[0] != 0 ? image->id : "without-checksums");
        return;
    }
    if (is_read && image->id[0] == 0)
        tell(REFUSE, 0, "expected an image with checksums, found none: rebuild the image with checksums, or omit %s",
            id_count == 0 ? "--require-checksums" : "--id");
    else if (is_read)
        tell(REFUSE, 0, "expected payload %s%s, found payload %s", ids[0], id_count == 1 ? "" : " or any other given by --id", image->id);
    if (device_count > 0 || id_count == 0) tell(FAIL, 1, "%s", problem);
    tell(is_read ? NOTE : WARN, 0, "%signoring %s", is_read ? "" : "warning: ", problem);
    drop(image);
}
/* ---- The command ---- */
static void print_usage(int fd) {
    static const char *const lines[] = {
        "usage: payload-import [OPTION]... DEST     import the files of the payload disk to the directory DEST\n",
        "       payload-import --probe PATH         exit 0 if PATH starts with the magic of a payload image, else 1\n",
        "       payload-import --help | --version\n\n",
        "  --device PATH        import from this disk or file only; may be repeated\n",
        "  --id SHA256          import only the payload with this id; may be repeated\n",
        "  --require-checksums  reject an image without checksums\n",
        "  --wait SECONDS       wait for a payload disk, or for every given PATH or SHA256\n",
        "  --quiet              print only warnings and errors\n\n",
        "exit 0: success, or nothing to do; 1: failure; 2: no payload disk found; 64: invalid command line\n"};
    unsigned long i, n = 0;
    for (i = 0; i < LENGTH(lines); i++) n += write(fd, lines[i], strlen(lines[i])) > 0;
    exit(fd == 2 ? 64 : n != LENGTH(lines));
}
static void wrong(const char *format, const char *word) { tell(WARN, 0, format, word), print_usage(2); }
static void parse(int count, char **words) {
    static const struct { const char *name, **values; unsigned long *count; int *flag; } options[] = {
        {"--device", devices, &device_count, NULL}, {"--id", ids, &id_count, NULL}, {"--probe", probes, &probe_count, NULL},
        {"--wait", waits, &wait_count, NULL}, {"--quiet", NULL, NULL, &quiet},
        {"--require-checksums", NULL, NULL, &require_checksums}};
    unsigned long i; const char *end;
    for (words++; --count > 0; words++) {
        if (strcmp(*words, "--help") == 0 || strcmp(*words, "-h") == 0) print_usage(1);
        if (strcmp(*words, "--version") == 0) exit(printf("payload-import " VERSION "\n") < 0);
        for (i = 0; i < LENGTH(options) && strcmp(*words, options[i].name) != 0; i++);
        if (**words != '-' && destination != NULL) wrong("expected one DEST, also found %s", *words);
        if (**words == '-' && i == LENGTH(options)) wrong("unknown option %s", *words);
        if (**words != '-') destination = *words;
        else if (options[i].flag != NULL) *options[i].flag = 1;
        else if (--count == 0 || *words[1] == 0 || *options[i].count == MAX_VALUES) wrong("%s requires a value", *words);
        else options[i].values[(*options[i].count)++] = *++words;
    }
    for (i = 0; i < id_count; i++)
        if (strspn(ids[i], "0123456789abcdef") != 64 || ids[i][64] != 0)
            wrong("--id requires 64 lowercase hexadecimal digits, found %s", ids[i]);
    for (i = 0; i < wait_count; i++)
        if ((wait_seconds = parse_number((end = waits[i], &end))) > 86400 || *end != 0 || end == waits[i])
            wrong("--wait requires an integer from 0 to 86400, found %s", waits[i]);
    if (probe_count > 0 && (destination != NULL || device_count + probe_count + id_count + wait_count > 1 || require_checksums))
        wrong("--probe takes exactly one PATH, and only the option --quiet", "");
    if (probe_count == 0 && (destination == NULL || *destination == 0)) wrong("DEST is missing: name the directory to import to", "");
}
int main(int count, char **words) {
    unsigned long i, k, doubtful = 0, read_count = 0; struct stat status; int is_imported, is_last = 0, is_by_id, has_image;
    umask(022), signal(SIGPIPE, SIG_IGN);
    for (i = 0; i < 256; i++)
        for (crc_table[i] = (unsigned int)i, k = 0; k < 8; k++) crc_table[i] = crc_table[i] >> 1 ^ (crc_table[i] & 1) * 0xEDB88320;
    parse(count, words), is_by_id = device_count == 0 && id_count > 0; /* is_by_id: import each disk as soon as it is found */
    if (probe_count > 0 && (open_image(probes[0], 1) != 0 || (count = start_reading(images)) < 0)) tell(FAIL, 1, "%s", problem);
    if (probe_count > 0) return count == 0;
    if (stat(destination, &status) == 0 && !S_ISDIR(status.st_mode))
        tell(FAIL, 1, "%s is not a directory: name a directory, or a path that does not exist yet", destination);
    sprintf(buffer, "%.5000s/" MARKER, destination), read_marker(buffer);
    for (is_imported = has_marker, i = 0; i < id_count; i++) is_imported &= is_marked(ids[i]);
    if (has_marker && marker[1] == 0 && id_count == 0)
        return tell(NOTE, 0, "nothing to do for %s: the empty marker shows that the payload was imported earlier", destination);
    for (k = 0; !is_last; k++) {
        if (k == 1) tell(NOTE, 0, "waiting up to %lu second%s for %s", wait_seconds, S(wait_seconds),
            id_count > 0 ? "the payloads given by --id" : "a payload disk");
        sleep(k > 0), is_last = is_imported || k == wait_seconds;
        if (device_count == 0) doubtful = search(k == 0);
        while (image_count < device_count && open_image(devices[image_count], 1) == 0
            && (is_last || start_reading(&images[image_count]) > 0 || (close(images[image_count].fd), 0))) image_count++;
        while (is_by_id && found_count < id_count && read_count < image_count) import_image(&images[read_count++]);
        is_last |= is_by_id ? found_count == id_count : image_count > 0 && image_count >= device_count;
    }
    if (image_count < device_count) tell(FAIL, 1, "%s", problem);
    if (image_count == 0 && is_imported)
        return tell(NOTE, 0, "nothing to do for %s: no payload disk found, and a payload was imported earlier", destination);
    if (image_count == 0) tell(FAIL, doubtful > 0 ? 1 : 2, doubtful == 0 ? "no payload disk found"
            : "no payload disk found, but a disk that cannot be read may be one: %s", problem);
    if (image_count > 1 && device_count + id_count == 0)
        tell(FAIL, 1, "two payload disks, %s and %s: select the right disk with --device, or the payload with --id",
            images[0].path, images[1].path);
    while (!is_by_id && read_count < image_count) import_image(&images[read_count++]);
    for (has_image = new_marker[0] != 0, i = 0; i < id_count; i++) { /* has_image: whether any image was read and not ignored */
        if (is_found[i]) continue;
        if (!is_marked(ids[i])) tell(FAIL, 1, "no disk contains payload %s: attach the payload disk, or omit this --id", ids[i]);
        tell(NOTE, 0, "no disk contains payload %s, which was imported earlier", ids[i]);
        mark(ids[i]);
    }
    if (has_image) commit();
    return unlink(LOCK), 0;
}
