/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * A file system of one file, `disk`: reads and writes go to an image, and every write and every flush is written down, in
 * the order in which the image saw them. A power cut is played later from that log.
 *
 *   write-log <image> <log> <mount point>      stays in the foreground until it is unmounted
 *
 * An entry of the log: offset and length, 8 bytes each in the order of this machine, then the data. Offset -1: a flush.
 */
#define FUSE_USE_VERSION 31
#define _FILE_OFFSET_BITS 64
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int image;
static int logged;

static int is_disk(const char *path) {
    return strcmp(path, "/disk") == 0;
}

static int write_down(int64_t offset, const char *data, uint64_t length) {
    struct iovec entry[] = {{&offset, sizeof offset}, {&length, sizeof length}, {(void *)data, length}};
    ssize_t whole = sizeof offset + sizeof length + length;
    return writev(logged, entry, 3) == whole ? 0 : -EIO;
}

static int disk_getattr(const char *path, struct stat *about, struct fuse_file_info *file) {
    (void)file;
    memset(about, 0, sizeof *about);
    if (strcmp(path, "/") == 0) {
        about->st_mode = S_IFDIR | 0700;
        about->st_nlink = 2;
        return 0;
    }
    if (!is_disk(path)) {
        return -ENOENT;
    }
    struct stat real;
    if (fstat(image, &real) != 0) {
        return -errno;
    }
    about->st_mode = S_IFREG | 0600;
    about->st_nlink = 1;
    about->st_size = real.st_size;
    return 0;
}

static int disk_open(const char *path, struct fuse_file_info *file) {
    (void)file;
    return is_disk(path) ? 0 : -ENOENT;
}

static int disk_read(const char *path, char *data, size_t length, off_t offset, struct fuse_file_info *file) {
    (void)path;
    (void)file;
    ssize_t got = pread(image, data, length, offset);
    return got < 0 ? -errno : (int)got;
}

static int disk_write(const char *path, const char *data, size_t length, off_t offset, struct fuse_file_info *file) {
    (void)path;
    (void)file;
    if (write_down(offset, data, length) != 0) {
        return -EIO;
    }
    ssize_t done = pwrite(image, data, length, offset);
    return done < 0 ? -errno : (int)done;
}

static int disk_fsync(const char *path, int data_only, struct fuse_file_info *file) {
    (void)path;
    (void)data_only;
    (void)file;
    return write_down(-1, NULL, 0);
}

static const struct fuse_operations operations = {
    .getattr = disk_getattr,
    .open = disk_open,
    .read = disk_read,
    .write = disk_write,
    .fsync = disk_fsync,
};

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "write-log <image> <log> <mount point>\n");
        return 2;
    }
    image = open(arguments[1], O_RDWR | O_CLOEXEC);
    logged = open(arguments[2], O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    if (image < 0 || logged < 0) {
        perror("write-log");
        return 1;
    }
    /* In the foreground, one call at a time: so the order of the log is the order of the image. */
    char *mount[] = {arguments[0], "-f", "-s", arguments[3], NULL};
    return fuse_main(4, mount, &operations, NULL);
}
