// SPDX-License-Identifier: Apache-2.0
// usage: two-thread-copy IMAGE DIRECTORY
// Copies the entries of a u64 payload image into a new directory with two threads, without verifying the data. The
// benchmark compares the importer with this program.
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
	char *path;
	off_t offset;
	uint64_t size;
};

static struct entry *entries;
static uint64_t count, next;
static int image;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void get(void *to, size_t bytes, off_t offset)
{
	if (pread(image, to, bytes, offset) != (ssize_t)bytes)
		fail("read");
}

static void *copy(void *unused)
{
	char *buffer = malloc(256 * 1024);

	for (uint64_t i; (i = __atomic_fetch_add(&next, 1, __ATOMIC_RELAXED)) < count;) {
		off_t offset = entries[i].offset;
		int out = open(entries[i].path, O_CREAT | O_WRONLY | O_EXCL, 0644);
		if (out < 0)
			fail(entries[i].path);
		for (uint64_t left = entries[i].size; left > 0;) {
			size_t n = left < 256 * 1024 ? left : 256 * 1024;
			get(buffer, n, offset);
			if (write(out, buffer, n) != (ssize_t)n)
				fail(entries[i].path);
			offset += n;
			left -= n;
		}
		close(out);
	}
	free(buffer);
	return unused;
}

int main(int argc, char **argv)
{
	char magic[8];
	uint64_t lengths[2];
	off_t offset = 16;
	pthread_t other;

	if (argc != 3 || (image = open(argv[1], O_RDONLY)) < 0 || mkdir(argv[2], 0755))
		fail("usage: two-thread-copy IMAGE DIRECTORY");
	get(magic, 8, 0);
	get(&count, 8, 8);
	if (memcmp(magic, "LBPAYLD1", 8))
		fail("not an image");
	entries = calloc(count, sizeof *entries);
	for (uint64_t i = 0; i < count; i++) {
		get(lengths, 16, offset);
		size_t prefix = strlen(argv[2]) + 1;
		char *path = calloc(prefix + lengths[0] + 1, 1);
		sprintf(path, "%s/", argv[2]);
		get(path + prefix, lengths[0], offset + 16);
		entries[i] = (struct entry){ path, offset + 16 + lengths[0], lengths[1] };
		offset += 16 + lengths[0] + lengths[1];
	}
	if (pthread_create(&other, NULL, copy, NULL))
		fail("thread");
	copy(NULL);
	pthread_join(other, NULL);
	return 0;
}
