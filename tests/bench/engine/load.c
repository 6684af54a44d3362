/* MQTT load from one thread: `load MODE PORT [key=value ...]`, one JSON line on stdout.
 *
 * messages  N sessions, each subscribes its own topic at QoS 1 and has one PUBLISH of `size` bytes
 *           on its way: the next goes out when both its PUBACK and its own copy are here.
 *           n= size= seconds= warmup= topic=FORMAT(%d) ws=0|1
 * connect   n clients, `width` at a time: CONNECT, SUBSCRIBE, until SUBACK. With hold=S they stay
 *           for S seconds with a PINGREQ every `ping` seconds; "held" is printed when they all are.
 * subscribe n connections with `each` subscriptions of their own, until killed; prints "held".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { UPGRADING, CONNECTING, SUBSCRIBING, READY };

typedef struct {
    int fd, state, index;
    uint8_t *in;      /* MQTT bytes not yet understood */
    size_t have, room;
    uint8_t *raw;     /* WebSocket bytes not yet understood */
    size_t raw_have, raw_room;
    uint8_t *out;
    size_t out_have, out_room;
    uint32_t sequence;
    uint16_t packet_id;
    int acknowledged, heard, subscribed;
    double sent_at, pinged_at;
} Client;

static int port, ws, size = 500, each = 1;
static const char *topic_format = "bench/%d", *path = "/mqtt";
static int epoll;
static double now_;
static long messages, lost, doubled;
static int measuring;
static float *latencies;
static size_t latency_count, latency_room;
static int ready_count;

static double clock_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void die(const char *why) {
    fprintf(stderr, "load: %s: %s\n", why, strerror(errno));
    exit(1);
}

static void grow(uint8_t **data, size_t *room, size_t need) {
    if (*room >= need) return;
    while (*room < need) *room = *room ? *room * 2 : 1024;
    if (!(*data = realloc(*data, *room))) die("memory");
}

static void flush(Client *c) {
    size_t at = 0;
    while (at < c->out_have) {
        ssize_t n = send(c->fd, c->out + at, c->out_have - at, MSG_NOSIGNAL);
        if (n < 0) {
            if (errno == EAGAIN) break;
            die("the server closed a connection");
        }
        at += (size_t)n;
    }
    memmove(c->out, c->out + at, c->out_have - at);
    c->out_have -= at;
    struct epoll_event e = {.events = EPOLLIN | (c->out_have ? EPOLLOUT : 0), .data.ptr = c};
    if (c->out_have || at == 0) epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &e);
}

static void put(Client *c, const uint8_t *data, size_t n) {
    grow(&c->out, &c->out_room, c->out_have + n + 14);
    if (ws && c->state != UPGRADING) {
        uint8_t *o = c->out + c->out_have;
        size_t h = 2;
        o[0] = 0x82;
        if (n < 126) o[1] = 0x80 | (uint8_t)n;
        else { o[1] = 0x80 | 126; o[2] = (uint8_t)(n >> 8); o[3] = (uint8_t)n; h = 4; }
        memset(o + h, 0, 4); /* a mask of zeros masks too */
        c->out_have += h + 4;
    }
    memcpy(c->out + c->out_have, data, n);
    c->out_have += n;
}

static size_t string(uint8_t *o, const char *text) {
    size_t n = strlen(text);
    o[0] = (uint8_t)(n >> 8);
    o[1] = (uint8_t)n;
    memcpy(o + 2, text, n);
    return n + 2;
}

static size_t head(uint8_t *o, uint8_t first, size_t length) {
    size_t n = 0;
    o[n++] = first;
    do {
        uint8_t b = length & 0x7f;
        length >>= 7;
        o[n++] = b | (length ? 0x80 : 0);
    } while (length);
    return n;
}

static void packet(Client *c, uint8_t first, const uint8_t *body, size_t length) {
    static uint8_t buffer[1 << 20];
    size_t n = head(buffer, first, length);
    memcpy(buffer + n, body, length);
    put(c, buffer, n + length);
}

static void say_connect(Client *c) {
    uint8_t body[256];
    char name[64];
    size_t n = string(body, "MQTT");
    body[n++] = 4;
    body[n++] = 2;
    body[n++] = 0;
    body[n++] = 60;
    snprintf(name, sizeof name, "load-%d-%d", getpid(), c->index);
    n += string(body + n, name);
    c->state = CONNECTING;
    packet(c, 0x10, body, n);
}

static void say_subscribe(Client *c) {
    static uint8_t body[1 << 19];
    char topic[256];
    size_t n = 0;
    body[n++] = 0;
    body[n++] = 1;
    for (int i = 0; i < each; i++) {
        snprintf(topic, sizeof topic, topic_format, c->index * each + i);
        n += string(body + n, topic);
        body[n++] = 1;
    }
    c->state = SUBSCRIBING;
    packet(c, 0x82, body, n);
}

static void say_publish(Client *c) {
    static uint8_t body[1 << 19];
    char topic[256];
    snprintf(topic, sizeof topic, topic_format, c->index);
    size_t n = string(body, topic);
    if (++c->packet_id == 0) c->packet_id = 1;
    body[n++] = (uint8_t)(c->packet_id >> 8);
    body[n++] = (uint8_t)c->packet_id;
    memset(body + n, 'x', (size_t)size);
    c->sequence++;
    memcpy(body + n, &c->sequence, sizeof c->sequence);
    c->acknowledged = c->heard = 0;
    c->sent_at = now_;
    packet(c, 0x32, body, n + (size_t)size);
}

static void done(Client *c) {
    if (!c->acknowledged || !c->heard) return;
    if (measuring) {
        if (latency_count == latency_room) {
            latency_room = latency_room ? latency_room * 2 : 65536;
            latencies = realloc(latencies, latency_room * sizeof *latencies);
        }
        latencies[latency_count++] = (float)((now_ - c->sent_at) * 1000);
        messages++;
    }
    say_publish(c);
}

static int publishing;

static void understand(Client *c, uint8_t first, uint8_t *body, size_t length) {
    switch (first >> 4) {
    case 2:
        if (body[1]) die("CONNECT was refused");
        say_subscribe(c);
        break;
    case 9:
        c->state = READY;
        ready_count++;
        break;
    case 4:
        c->acknowledged = 1;
        if (publishing) done(c);
        break;
    case 3: {
        size_t topic = (size_t)body[0] << 8 | body[1], at = 2 + topic;
        uint8_t ack[2];
        uint32_t sequence;
        if (first & 6) {
            memcpy(ack, body + at, 2);
            at += 2;
            packet(c, 0x40, ack, 2);
        }
        if (length - at < 4) break;
        memcpy(&sequence, body + at, 4);
        if (sequence == c->sequence && c->heard) doubled++;
        else if (sequence < c->sequence) doubled++;
        else if (sequence > c->sequence) lost++;
        c->heard = 1;
        if (publishing) done(c);
        break;
    }
    default: break;
    }
}

static void packets(Client *c) {
    size_t at = 0;
    for (;;) {
        size_t length = 0, n = at + 1;
        int shift = 0;
        if (c->have < at + 2) break;
        for (; n < c->have; n++, shift += 7) {
            length |= (size_t)(c->in[n] & 0x7f) << shift;
            if (!(c->in[n] & 0x80)) break;
        }
        if (n >= c->have) break;
        n++;
        if (c->have < n + length) break;
        understand(c, c->in[at], c->in + n, length);
        at = n + length;
    }
    memmove(c->in, c->in + at, c->have - at);
    c->have -= at;
}

static void frames(Client *c) {
    size_t at = 0;
    if (c->state == UPGRADING) {
        uint8_t *end = memmem(c->raw, c->raw_have, "\r\n\r\n", 4);
        if (!end) return;
        if (memcmp(c->raw, "HTTP/1.1 101", 12)) die("no WebSocket");
        at = (size_t)(end - c->raw) + 4;
        say_connect(c);
    }
    while (c->raw_have >= at + 2) {
        size_t h = 2, length = c->raw[at + 1] & 0x7f;
        int opcode = c->raw[at] & 0x0f;
        if (length == 126) {
            if (c->raw_have < at + 4) break;
            length = (size_t)c->raw[at + 2] << 8 | c->raw[at + 3];
            h = 4;
        } else if (length == 127) {
            if (c->raw_have < at + 10) break;
            length = 0;
            for (int i = 2; i < 10; i++) length = length << 8 | c->raw[at + (size_t)i];
            h = 10;
        }
        if (c->raw_have < at + h + length) break;
        if (opcode == 8) die("the server closed a WebSocket");
        if (opcode == 9) {
            uint8_t pong[6] = {0x8a, 0x80, 0, 0, 0, 0};
            grow(&c->out, &c->out_room, c->out_have + 6 + length);
            pong[1] |= (uint8_t)length;
            memcpy(c->out + c->out_have, pong, 6);
            memcpy(c->out + c->out_have + 6, c->raw + at + h, length);
            c->out_have += 6 + length;
        } else if (opcode < 8) {
            grow(&c->in, &c->room, c->have + length);
            memcpy(c->in + c->have, c->raw + at + h, length);
            c->have += length;
        }
        at += h + length;
    }
    memmove(c->raw, c->raw + at, c->raw_have - at);
    c->raw_have -= at;
    packets(c);
}

static void readable(Client *c) {
    static uint8_t chunk[1 << 18];
    for (;;) {
        ssize_t n = recv(c->fd, chunk, sizeof chunk, 0);
        if (n < 0 && errno == EAGAIN) break;
        if (n <= 0) die("the server closed a connection");
        if (ws) {
            grow(&c->raw, &c->raw_room, c->raw_have + (size_t)n);
            memcpy(c->raw + c->raw_have, chunk, (size_t)n);
            c->raw_have += (size_t)n;
            frames(c);
        } else {
            grow(&c->in, &c->room, c->have + (size_t)n);
            memcpy(c->in + c->have, chunk, (size_t)n);
            c->have += (size_t)n;
            packets(c);
        }
        if ((size_t)n < sizeof chunk) break;
    }
    if (c->out_have) flush(c);
}

static void open_client(Client *c, int index) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int one = 1;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c->index = index;
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof to)) die("connect");
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e);
    c->state = UPGRADING;
    if (ws) {
        char request[512];
        int n = snprintf(request, sizeof request,
                         "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n",
                         path, port);
        put(c, (uint8_t *)request, (size_t)n);
    } else {
        say_connect(c);
    }
    flush(c);
}

static void turn(int milliseconds) {
    struct epoll_event events[512];
    int n = epoll_wait(epoll, events, 512, milliseconds);
    now_ = clock_now();
    for (int i = 0; i < n; i++) {
        Client *c = events[i].data.ptr;
        if (events[i].events & EPOLLOUT) flush(c);
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(c);
    }
}

static int by_size(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double percentile(double share) {
    if (!latency_count) return 0;
    size_t at = (size_t)(share * (double)latency_count);
    return latencies[at < latency_count ? at : latency_count - 1];
}

static double cpu_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void connect_all(Client *clients, int n, int width) {
    int opened = 0;
    double stalled = clock_now() + 120;
    while (ready_count < n) {
        while (opened < n && opened - ready_count < width) {
            open_client(&clients[opened], opened);
            opened++;
        }
        turn(1000);
        if (now_ > stalled) die("connecting takes more than two minutes");
    }
}

int main(int argc, char **argv) {
    int n = 500, width = 50, held = 0, ping = 15;
    double seconds = 10, warmup = 2;
    if (argc < 3) return 2;
    const char *mode = argv[1];
    port = atoi(argv[2]);
    for (int i = 3; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (!value) return 2;
        *value++ = 0;
        if (!strcmp(argv[i], "n")) n = atoi(value);
        else if (!strcmp(argv[i], "size")) size = atoi(value);
        else if (!strcmp(argv[i], "seconds")) seconds = atof(value);
        else if (!strcmp(argv[i], "warmup")) warmup = atof(value);
        else if (!strcmp(argv[i], "topic")) topic_format = value;
        else if (!strcmp(argv[i], "path")) path = value;
        else if (!strcmp(argv[i], "ws")) ws = atoi(value);
        else if (!strcmp(argv[i], "width")) width = atoi(value);
        else if (!strcmp(argv[i], "hold")) held = atoi(value);
        else if (!strcmp(argv[i], "ping")) ping = atoi(value);
        else if (!strcmp(argv[i], "each")) each = atoi(value);
        else return 2;
    }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if ((epoll = epoll_create1(0)) < 0) die("epoll");
    Client *clients = calloc((size_t)n, sizeof *clients);
    double started = now_ = clock_now(), cpu = cpu_seconds();
    connect_all(clients, n, width);
    double connected = now_ - started;
    if (!strcmp(mode, "messages")) {
        publishing = 1;
        now_ = clock_now();
        for (int i = 0; i < n; i++) {
            say_publish(&clients[i]);
            flush(&clients[i]);
        }
        double until = now_ + warmup;
        while (now_ < until) turn(100);
        measuring = 1;
        started = now_;
        cpu = cpu_seconds();
        until = now_ + seconds;
        while (now_ < until) turn(100);
        measuring = 0;
        double took = now_ - started;
        cpu = cpu_seconds() - cpu;
        publishing = 0; /* what is on its way still comes */
        until = now_ + 5;
        for (int i = 0; i < n && now_ < until;) {
            if (clients[i].acknowledged && clients[i].heard) i++;
            else turn(100);
        }
        for (int i = 0; i < n; i++) lost += !clients[i].acknowledged || !clients[i].heard;
        qsort(latencies, latency_count, sizeof *latencies, by_size);
        printf("{\"messages\": %ld, \"seconds\": %.3f, \"rate\": %.1f, \"p50_ms\": %.2f, "
               "\"p99_ms\": %.2f, \"lost\": %ld, \"doubled\": %ld, \"generator_cpu\": %.3f}\n",
               messages, took, (double)messages / took, percentile(0.5), percentile(0.99), lost,
               doubled, cpu / took);
    } else {
        cpu = cpu_seconds() - cpu;
        printf("{\"clients\": %d, \"seconds\": %.3f, \"rate\": %.1f, \"generator_cpu\": %.3f}\n", n,
               connected, n / connected, cpu / connected);
        fflush(stdout);
        double until = now_ + (!strcmp(mode, "subscribe") ? 1e9 : held);
        static uint8_t none[1];
        for (int i = 0; i < n; i++) clients[i].pinged_at = now_ - (double)i / n * ping;
        while (now_ < until) {
            turn(20);
            for (int i = 0; i < n; i++)
                if (now_ - clients[i].pinged_at >= ping) {
                    clients[i].pinged_at = now_;
                    packet(&clients[i], 0xc0, none, 0);
                    flush(&clients[i]);
                }
        }
    }
    return 0;
}
