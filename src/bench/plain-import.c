// SPDX-License-Identifier: Apache-2.0
// The least that imports a u64 image: no check of anything. Something to measure against, not to be used.
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void get(FILE *in, void *to, size_t bytes)
{
	if (fread(to, 1, bytes, in) != bytes) {
		fprintf(stderr, "plain-import: short read\n");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	static char buffer[256 * 1024];
	char magic[8], path[4096];
	uint64_t count, lengths[2];

	if (argc != 3)
		return 64;
	FILE *in = fopen(argv[1], "rb");
	if (!in || mkdir(argv[2], 0755))
		return 1;
	get(in, magic, sizeof magic);
	get(in, &count, sizeof count);
	if (memcmp(magic, "LBPAYLD1", sizeof magic))
		return 1;
	for (uint64_t i = 0; i < count; i++) {
		get(in, lengths, sizeof lengths);
		int at = snprintf(path, sizeof path, "%s/", argv[2]);
		if (lengths[0] >= sizeof path - at)
			return 1;
		get(in, path + at, lengths[0]);
		path[at + lengths[0]] = 0;
		FILE *out = fopen(path, "wb");
		if (!out)
			return 1;
		for (uint64_t left = lengths[1]; left > 0;) {
			size_t n = left < sizeof buffer ? left : sizeof buffer;
			get(in, buffer, n);
			if (fwrite(buffer, 1, n, out) != n)
				return 1;
			left -= n;
		}
		if (fclose(out))
			return 1;
	}
	return 0;
}
