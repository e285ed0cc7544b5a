/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fuzz test of the C importer with libFuzzer.  The importer must import or refuse any input without a memory error, and
 * must leave no temporary files.  The working directory is the destination and must be empty.
 */
#define _GNU_SOURCE 1
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

static jmp_buf failed;
static char arena[1 << 24]; /* freed after each input */
static size_t used;

static void *from_arena(size_t bytes) {
    size_t start = (used + 15) & ~(size_t)15;
    if (bytes > sizeof arena - start) return NULL;
    used = start + bytes;
    return arena + start;
}

#define main payload_import
#define exit(code) longjmp(failed, 1)
#define malloc from_arena
#include "../../main/c/payload-import.c"
#undef exit

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static int is_ready;
    unsigned int i, k;
    struct image *image = images;
    if (!is_ready) {
        for (i = 0; i < 256; i++)
            for (crc_table[i] = i, k = 0; k < 8; k++) crc_table[i] = crc_table[i] >> 1 ^ (crc_table[i] & 1) * 0xEDB88320;
        destination = ".";
        ids[0] = "0000000000000000000000000000000000000000000000000000000000000000";
        quiet = is_ready = 1;
    }
    id_count = size % 2; /* with and without a pinned payload id */
    memset(image, 0, sizeof *image);
    image->path = "image";
    image->first = &entries;
    image->fd = memfd_create("image", 0);
    if (image->fd < 0 || write(image->fd, bytes, size) != (ssize_t)size) abort();
    if (setjmp(failed) == 0 && read_image(image) == 0 && image->id[0] != 0 && strlen(image->id) != 64) abort();
    close(image->fd);
    drop(image);
    for (; temporary_count > 0; temporary_count--)
        if (access(temporary(temporary_count), F_OK) == 0) abort();
    used = 0;
    return 0;
}
