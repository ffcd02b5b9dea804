/*
 * A disk that forgets what was not synced: preloaded into a program (LD_PRELOAD), it keeps a second
 * copy of one directory in which only that is present which the program has made durable. When the
 * program is killed, the copy is what the disk would hold after the power failed.
 *
 *   POWER_LOSS_LIVE  the directory the program works in, a real path
 *   POWER_LOSS_DISK  the copy: at the beginning equal to it, and on the same file system
 *
 * What it takes for durable, choosing the harder reading where file systems differ:
 *
 *   content   all of a file, once fsync or fdatasync of it (or msync of a mapping of it) returns,
 *             or a write to a descriptor opened with O_SYNC or O_DSYNC. Nothing else: not a close,
 *             not time, not sync_file_range. Either all of a sync survives or nothing of it.
 *   length    goes with the content: a truncation survives with the file's next sync.
 *   name      a new or renamed file's, with the first sync of the file itself (as ext4, XFS, btrfs
 *             and NTFS have it) or of its directory. A directory that is synced alone gives a file
 *             without content, if that was never synced. A removed file is there again, unless its
 *             directory was synced. A renamed one has its old name again, unless it was synced after.
 *             A second name of a file (a hard link) comes with its directory's sync.
 *
 * The copy of a file is made aside and renamed into place, so that a kill leaves a whole one. It is
 * read through the program's own descriptor: opening and closing the file a second time would drop
 * the locks that SQLite holds on it. One process for each directory; its threads may do as they like.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(result, name, ...)                                  \
  static result (*real)(__VA_ARGS__);                            \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define WAITING_MAX 1024     /* changes of names between two syncs of their directory */
#define DESCRIPTORS_MAX 4096 /* of which it is remembered whether they write through */

enum kind { CREATED, RENAMED, LINKED, REMOVED };

struct change {
  enum kind kind;
  char name[PATH_MAX];
  char to[PATH_MAX]; /* of RENAMED and LINKED */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char live[PATH_MAX], disk[PATH_MAX];
static struct change *waiting;
static int waiting_count;
static volatile char writes_through[DESCRIPTORS_MAX];

__attribute__((constructor)) static void begin(void) {
  const char *l = getenv("POWER_LOSS_LIVE"), *d = getenv("POWER_LOSS_DISK");
  if (!l || !d) return;
  snprintf(live, sizeof live, "%s", l);
  snprintf(disk, sizeof disk, "%s", d);
  waiting = calloc(WAITING_MAX, sizeof *waiting);
}

static void give_up(const char *why, const char *name) {
  fprintf(stderr, "power_loss: %s: %s: %s\n", why, name, strerror(errno));
  abort();
}

static int is_live(const char *name) {
  size_t n = strlen(live);
  return n > 0 && !strncmp(name, live, n) && (name[n] == '/' || !name[n]);
}

static char *on_disk(const char *name, char *into) {
  if (snprintf(into, PATH_MAX, "%s%s", disk, name + strlen(live)) >= PATH_MAX)
    give_up("too long", name);
  return into;
}

static int descriptor_name(int fd, char *into) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, into, PATH_MAX - 1);
  if (n <= 0) return 0;
  into[n] = 0;
  return is_live(into) && !strstr(into, " (deleted)");
}

/* The name that a call means; 0 when it lies elsewhere. */
static int absolute_name(int at, const char *name, char *into) {
  if (!*live || !name) return 0;
  if (name[0] == '/') {
    snprintf(into, PATH_MAX, "%s", name);
  } else {
    char base[PATH_MAX];
    if (at == AT_FDCWD) {
      if (!getcwd(base, sizeof base)) return 0;
    } else if (!descriptor_name(at, base)) {
      return 0;
    }
    if (snprintf(into, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
  }
  return is_live(into);
}

static int same_directory(const char *name, const char *directory) {
  const char *slash = strrchr(name, '/');
  return slash && (size_t)(slash - name) == strlen(directory) &&
         !strncmp(name, directory, slash - name);
}

static void make_parents(const char *name) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s", name);
  for (char *p = path + strlen(disk) + 1; (p = strchr(p, '/')); p++) {
    *p = 0;
    mkdir(path, 0755);
    *p = '/';
  }
}

static int real_open(const char *name, int flags) {
  REAL(int, "open64", const char *, int, ...);
  return real(name, flags, 0644);
}

static void real_rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  if (real(from, to) && errno != ENOENT) give_up("rename", from);
}

static void real_unlink(const char *name) {
  REAL(int, "unlink", const char *);
  if (real(name) && errno != ENOENT) give_up("unlink", name);
}

static void real_link(const char *from, const char *to) {
  REAL(int, "link", const char *, const char *);
  if (real(from, to) && errno != EEXIST) give_up("link", from);
}

static void real_write(int fd, const char *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  while (count > 0) {
    ssize_t n = real(fd, bytes, count);
    if (n < 0) give_up("write", disk);
    bytes += n;
    count -= n;
  }
}

static void empty_file(const char *name) {
  char to[PATH_MAX];
  struct stat there;
  if (!stat(on_disk(name, to), &there)) return;
  make_parents(to);
  close(real_open(to, O_CREAT | O_WRONLY));
}

/* Names change on the disk in the order in which the program changed them. */
static void settle(const struct change *c) {
  char from[PATH_MAX], to[PATH_MAX];
  struct stat there;
  switch (c->kind) {
    case CREATED:
      empty_file(c->name);
      break;
    case REMOVED:
      real_unlink(on_disk(c->name, from));
      break;
    case LINKED:
      if (!stat(on_disk(c->name, from), &there)) {
        make_parents(on_disk(c->to, to));
        real_link(from, to);
      } else {
        empty_file(c->to);
      }
      break;
    case RENAMED:
      if (stat(on_disk(c->name, from), &there)) {
        real_unlink(on_disk(c->to, to));
        empty_file(c->to); /* the name came through, the content did not */
      } else {
        make_parents(on_disk(c->to, to));
        real_rename(from, to);
      }
  }
}

static void settle_if(int (*concerns)(const struct change *, const char *), const char *name) {
  int kept = 0;
  for (int i = 0; i < waiting_count; i++) {
    if (concerns(&waiting[i], name)) {
      settle(&waiting[i]);
    } else if (kept++ != i) {
      waiting[kept - 1] = waiting[i];
    }
  }
  waiting_count = kept;
}

static int concerns_file(const struct change *c, const char *name) {
  return !strcmp(c->name, name) || (*c->to && !strcmp(c->to, name));
}

static int concerns_directory(const struct change *c, const char *name) {
  return same_directory(c->name, name) || (*c->to && same_directory(c->to, name));
}

static void remember(enum kind kind, const char *name, const char *to) {
  pthread_mutex_lock(&lock);
  if (waiting_count == WAITING_MAX) give_up("too many changes of names", name);
  struct change *c = &waiting[waiting_count++];
  c->kind = kind;
  snprintf(c->name, PATH_MAX, "%s", name);
  snprintf(c->to, PATH_MAX, "%s", to ? to : "");
  pthread_mutex_unlock(&lock);
}

/* After a successful sync of this descriptor. */
static void keep(int fd) {
  char name[PATH_MAX], to[PATH_MAX], aside[PATH_MAX + 8];
  static char piece[1 << 20];
  struct stat about;
  int saved = errno;
  if (!*live || !descriptor_name(fd, name)) return;
  if (fstat(fd, &about)) return;
  pthread_mutex_lock(&lock);
  if (S_ISDIR(about.st_mode)) {
    settle_if(concerns_directory, name);
  } else if (S_ISREG(about.st_mode)) {
    settle_if(concerns_file, name);
    int from = fd, own = 0;
    if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
      from = real_open(name, O_RDONLY); /* nobody locks a file that he cannot read */
      own = 1;
    }
    make_parents(on_disk(name, to));
    snprintf(aside, sizeof aside, "%s.aside", disk);
    int copy = real_open(aside, O_CREAT | O_TRUNC | O_WRONLY);
    if (copy < 0 || from < 0) give_up("open", copy < 0 ? aside : name);
    ssize_t n;
    for (off_t at = 0; (n = pread(from, piece, sizeof piece, at)) > 0; at += n)
      real_write(copy, piece, n);
    fchmod(copy, about.st_mode & 07777);
    close(copy);
    if (own) close(from);
    real_rename(aside, to);
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
}

static void opened(int fd, int at, const char *name, int flags, int is_new) {
  char path[PATH_MAX];
  if (fd >= 0 && fd < DESCRIPTORS_MAX) writes_through[fd] = 0;
  if (fd < 0 || !absolute_name(at, name, path)) return;
  if (is_new) remember(CREATED, path, NULL);
  if ((flags & (O_SYNC | O_DSYNC)) && fd < DESCRIPTORS_MAX) writes_through[fd] = 1;
}

static int would_be_new(int at, const char *name, int flags) {
  char path[PATH_MAX];
  int saved = errno;
  int missing = (flags & O_CREAT) && absolute_name(at, name, path) && access(path, F_OK);
  errno = saved;
  return missing;
}

#define OPEN(symbol)                                          \
  int symbol(const char *name, int flags, ...) {              \
    va_list rest;                                             \
    va_start(rest, flags);                                    \
    int mode = va_arg(rest, int);                             \
    va_end(rest);                                             \
    REAL(int, #symbol, const char *, int, ...);               \
    int is_new = would_be_new(AT_FDCWD, name, flags);         \
    int fd = real(name, flags, mode);                         \
    opened(fd, AT_FDCWD, name, flags, is_new);                \
    return fd;                                                \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(symbol)                                        \
  int symbol(int at, const char *name, int flags, ...) {      \
    va_list rest;                                             \
    va_start(rest, flags);                                    \
    int mode = va_arg(rest, int);                             \
    va_end(rest);                                             \
    REAL(int, #symbol, int, const char *, int, ...);          \
    int is_new = would_be_new(at, name, flags);               \
    int fd = real(at, name, flags, mode);                     \
    opened(fd, at, name, flags, is_new);                      \
    return fd;                                                \
  }
OPENAT(openat)
OPENAT(openat64)

#define SYNC(symbol)                                          \
  int symbol(int fd) {                                        \
    REAL(int, #symbol, int);                                  \
    int result = real(fd);                                    \
    if (!result) keep(fd);                                    \
    return result;                                            \
  }
SYNC(fsync)
SYNC(fdatasync)

static void wrote(int fd, ssize_t count) {
  if (count > 0 && fd >= 0 && fd < DESCRIPTORS_MAX && writes_through[fd]) keep(fd);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  ssize_t n = real(fd, bytes, count);
  wrote(fd, n);
  return n;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  ssize_t n = real(fd, parts, count);
  wrote(fd, n);
  return n;
}

#define PWRITE(symbol)                                                     \
  ssize_t symbol(int fd, const void *bytes, size_t count, off_t at) {      \
    REAL(ssize_t, #symbol, int, const void *, size_t, off_t);              \
    ssize_t n = real(fd, bytes, count, at);                                \
    wrote(fd, n);                                                          \
    return n;                                                              \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

int msync(void *address, size_t length, int flags) {
  REAL(int, "msync", void *, size_t, int);
  int result = real(address, length, flags);
  if (result || !(flags & 4 /* MS_SYNC */) || !*live) return result;
  FILE *maps = fopen("/proc/self/maps", "r");
  char line[PATH_MAX + 128], name[PATH_MAX];
  unsigned long low, high;
  while (maps && fgets(line, sizeof line, maps)) {
    if (sscanf(line, "%lx-%lx %*s %*s %*s %*s %4095[^\n]", &low, &high, name) == 3 &&
        (unsigned long)address >= low && (unsigned long)address < high && is_live(name)) {
      int fd = real_open(name, O_RDONLY);
      if (fd >= 0) {
        keep(fd);
        close(fd);
      }
    }
  }
  if (maps) fclose(maps);
  return result;
}

static int renamed(int result, int from_at, const char *from, int to_at, const char *to) {
  char a[PATH_MAX], b[PATH_MAX];
  if (!result && absolute_name(from_at, from, a) && absolute_name(to_at, to, b))
    remember(RENAMED, a, b);
  return result;
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  return renamed(real(from, to), AT_FDCWD, from, AT_FDCWD, to);
}

int renameat(int from_at, const char *from, int to_at, const char *to) {
  REAL(int, "renameat", int, const char *, int, const char *);
  return renamed(real(from_at, from, to_at, to), from_at, from, to_at, to);
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
  return renamed(real(from_at, from, to_at, to, flags), from_at, from, to_at, to);
}

static int linked(int result, int from_at, const char *from, int to_at, const char *to) {
  char a[PATH_MAX], b[PATH_MAX];
  if (!result && absolute_name(from_at, from, a) && absolute_name(to_at, to, b))
    remember(LINKED, a, b);
  return result;
}

int link(const char *from, const char *to) {
  REAL(int, "link", const char *, const char *);
  return linked(real(from, to), AT_FDCWD, from, AT_FDCWD, to);
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  REAL(int, "linkat", int, const char *, int, const char *, int);
  return linked(real(from_at, from, to_at, to, flags), from_at, from, to_at, to);
}

static int removed(int result, int at, const char *name) {
  char path[PATH_MAX];
  if (!result && absolute_name(at, name, path)) remember(REMOVED, path, NULL);
  return result;
}

int unlink(const char *name) {
  REAL(int, "unlink", const char *);
  return removed(real(name), AT_FDCWD, name);
}

int remove(const char *name) {
  REAL(int, "remove", const char *);
  return removed(real(name), AT_FDCWD, name);
}

int unlinkat(int at, const char *name, int flags) {
  REAL(int, "unlinkat", int, const char *, int);
  return removed(real(at, name, flags), at, name);
}
