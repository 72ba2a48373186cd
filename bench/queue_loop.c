/* The queue M/M/5 as an event loop over a binary heap: the same algorithm and draws as numba_loop in rivals.py. */
#include <math.h>
#include <stdint.h>

#define SERVERS 5
#define BETWEEN (2.0 / 9.0)
#define SERVICE 1.0
#define ROOM 65536

static double times[64], came[ROOM];
static int64_t kinds[64];

static double exponential(uint64_t *state, double mean) {
    uint64_t word = *state += 0x9E3779B97F4A7C15u;
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
    word ^= word >> 31;
    return -mean * log(((double)(word >> 11) + 0.5) * (1.0 / 9007199254740992.0));
}

static int push(int count, double time, int64_t kind) {
    int where = count;
    while (where > 0) {
        int above = (where - 1) >> 1;
        if (times[above] <= time) break;
        times[where] = times[above];
        kinds[where] = kinds[above];
        where = above;
    }
    times[where] = time;
    kinds[where] = kind;
    return count + 1;
}

static int pop(int count) {
    count -= 1;
    double time = times[count];
    int64_t kind = kinds[count];
    int where = 0;
    while (2 * where + 1 < count) {
        int below = 2 * where + 1;
        if (below + 1 < count && times[below + 1] < times[below]) below += 1;
        if (times[below] >= time) break;
        times[where] = times[below];
        kinds[where] = kinds[below];
        where = below;
    }
    times[where] = time;
    kinds[where] = kind;
    return count;
}

int64_t run(uint64_t seed, double horizon, double *waited) {
    uint64_t state = seed;
    int64_t first = 0, last = 0, customers = 0;
    int busy = 0, count = push(0, exponential(&state, BETWEEN), 0);
    double sum = 0.0;
    while (times[0] < horizon) {
        double now = times[0];
        int64_t kind = kinds[0];
        count = pop(count);
        if (kind == 0) {
            customers += 1;
            came[last & (ROOM - 1)] = now;
            last += 1;
            count = push(count, now + exponential(&state, BETWEEN), 0);
        } else {
            busy -= 1;
        }
        if (busy < SERVERS && first < last) {
            sum += now - came[first & (ROOM - 1)];
            first += 1;
            busy += 1;
            count = push(count, now + exponential(&state, SERVICE), 1);
        }
    }
    *waited = sum;
    return customers;
}
