/*
 * A clock that is wrong: preloaded into a program (LD_PRELOAD), it adds to the wall clock as many
 * seconds as a file says at that moment, so that the clock can also be set while the program runs.
 *
 *   WRONG_CLOCK  the file: one integer of 64 bits in the machine's own byte order
 *
 * Clocks that count from the machine's start are left alone, as they are when somebody sets a
 * machine's date; so are the times that the kernel writes on files.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define REAL(result, name, ...)                                  \
  static result (*real)(__VA_ARGS__);                            \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static const volatile int64_t *seconds;

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("WRONG_CLOCK");
  if (!name) return;
  int file = open(name, O_RDONLY);
  void *mapped = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *seconds, PROT_READ, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) {
    perror("wrong_clock: WRONG_CLOCK");
    abort();
  }
  close(file);
  seconds = mapped;
}

static time_t shift(void) { return seconds ? (time_t)*seconds : 0; }

int clock_gettime(clockid_t clock, struct timespec *now) {
  REAL(int, "clock_gettime", clockid_t, struct timespec *);
  int result = real(clock, now);
  if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += shift();
  return result;
}

int gettimeofday(struct timeval *now, void *zone) {
  REAL(int, "gettimeofday", struct timeval *, void *);
  int result = real(now, zone);
  if (!result) now->tv_sec += shift();
  return result;
}

time_t time(time_t *into) {
  REAL(time_t, "time", time_t *);
  time_t now = real(NULL) + shift();
  if (into) *into = now;
  return now;
}
