/* HTTPS by Mbed TLS with the smallest HTTP that will do. What it is told stands in servers/told.ts. A process for each connection. */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "mbedtls/ctr_drbg.h"
#include "mbedtls/entropy.h"
#include "mbedtls/net_sockets.h"
#include "mbedtls/pk.h"
#include "mbedtls/ssl.h"
#include "mbedtls/ssl_ticket.h"
#include "mbedtls/x509_crt.h"
#include "psa/crypto.h"

#define MAX_LISTENERS 64
#define MAX_TOLD 65536
#define MAX_HEAD 16384
#define MAX_BODY 1100000
#define PIECE 10000
#define TICKET_SECONDS 3600

struct listener {
    char *certificate, *key, *tickets, *group, *suite;
};

static char *folder, *authorization, *tail;
static struct listener listeners[MAX_LISTENERS];
static char body[MAX_BODY];

static void must(int good, const char *what) {
    if (!good) {
        fprintf(stderr, "mbedtls server: %s\n", what);
        exit(1);
    }
}

static int read_told(const char *path) {
    static char text[MAX_TOLD];
    FILE *file = fopen(path, "rb");
    must(file != NULL, "the configuration cannot be opened");
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = 0;
    char *rest = text;
    folder = strsep(&rest, "\n");
    authorization = strsep(&rest, "\n");
    tail = strsep(&rest, "\n");
    /* A credential in query or form only comes with holes, which this server cannot be read with. */
    strsep(&rest, "\n");
    int count = 0;
    for (char *line; (line = strsep(&rest, "\n")) != NULL && count < MAX_LISTENERS; count++) {
        struct listener *each = &listeners[count];
        each->certificate = strsep(&line, "\t");
        each->key = strsep(&line, "\t");
        each->tickets = strsep(&line, "\t");
        each->group = strsep(&line, "\t");
        each->suite = strsep(&line, "\t");
        must(each->suite != NULL, "a listener has five fields");
    }
    return count;
}

static int listen_on_free_port(int *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
    must(socket_fd >= 0 && bind(socket_fd, (struct sockaddr *)&address, length) == 0 &&
             listen(socket_fd, 64) == 0 && getsockname(socket_fd, (struct sockaddr *)&address, &length) == 0,
         "no port can be listened on");
    *port = ntohs(address.sin_port);
    return socket_fd;
}

static void write_all(mbedtls_ssl_context *ssl, const char *bytes, size_t length) {
    while (length > 0) {
        int written = mbedtls_ssl_write(ssl, (const unsigned char *)bytes, length);
        if (written <= 0) exit(0);
        bytes += written;
        length -= (size_t)written;
    }
}

static void write_text(mbedtls_ssl_context *ssl, const char *text) { write_all(ssl, text, strlen(text)); }

static int has_header(const char *head, const char *name, const char *value) {
    char line[512];
    snprintf(line, sizeof line, "\r\n%s: %s\r\n", name, value);
    return strstr(head, line) != NULL;
}

static void answer(mbedtls_ssl_context *ssl, char *head) {
    char path[4096], target[256], line[256];
    if (!has_header(head, "authorization", authorization) || !has_header(head, "x-tail", tail)) {
        write_text(ssl, "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        return;
    }
    if (sscanf(head, "GET %255s ", target) != 1) return;
    snprintf(path, sizeof path, "%s%s", folder, target);
    FILE *file = fopen(path, "rb");
    if (file == NULL) return;
    size_t length = fread(body, 1, sizeof body, file);
    fclose(file);
    write_text(ssl, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n");
    if (strncmp(target, "/length/", 8) == 0) {
        snprintf(line, sizeof line, "content-length: %zu\r\n\r\n", length);
        write_text(ssl, line);
        write_all(ssl, body, length);
        return;
    }
    write_text(ssl, "transfer-encoding: chunked\r\n\r\n");
    for (size_t at = 0; at < length; at += PIECE) {
        size_t piece = length - at < PIECE ? length - at : PIECE;
        snprintf(line, sizeof line, "%zx\r\n", piece);
        write_text(ssl, line);
        write_all(ssl, body + at, piece);
        write_text(ssl, "\r\n");
    }
    write_text(ssl, "0\r\n\r\n");
}

static uint16_t group_of(const char *name) {
    if (strcmp(name, "P-256") == 0) return MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1;
    if (strcmp(name, "P-384") == 0) return MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1;
    return MBEDTLS_SSL_IANA_TLS_GROUP_X25519;
}

static int suite_of(const char *name) {
    if (strcmp(name, "TLS_AES_256_GCM_SHA384") == 0) return MBEDTLS_TLS1_3_AES_256_GCM_SHA384;
    if (strcmp(name, "TLS_CHACHA20_POLY1305_SHA256") == 0) return MBEDTLS_TLS1_3_CHACHA20_POLY1305_SHA256;
    return MBEDTLS_TLS1_3_AES_128_GCM_SHA256;
}

static void serve(int socket_fd, const struct listener *told) {
    static mbedtls_entropy_context entropy;
    static mbedtls_ctr_drbg_context random;
    static mbedtls_x509_crt chain;
    static mbedtls_pk_context key;
    static mbedtls_ssl_config config;
    static mbedtls_ssl_context ssl;
    static mbedtls_ssl_ticket_context tickets;
    static const char *protocols[] = {"http/1.1", NULL};
    static char head[MAX_HEAD];
    uint16_t groups[] = {group_of(told->group), MBEDTLS_SSL_IANA_TLS_GROUP_NONE};
    int suites[] = {suite_of(told->suite), 0};
    mbedtls_net_context net = {.fd = socket_fd};

    must(psa_crypto_init() == PSA_SUCCESS, "PSA");
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&random);
    must(mbedtls_ctr_drbg_seed(&random, mbedtls_entropy_func, &entropy, NULL, 0) == 0, "randomness");
    mbedtls_x509_crt_init(&chain);
    must(mbedtls_x509_crt_parse_file(&chain, told->certificate) == 0, "certificate");
    mbedtls_pk_init(&key);
    must(mbedtls_pk_parse_keyfile(&key, told->key, NULL, mbedtls_ctr_drbg_random, &random) == 0, "key");

    mbedtls_ssl_config_init(&config);
    must(mbedtls_ssl_config_defaults(&config, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_STREAM,
                                     MBEDTLS_SSL_PRESET_DEFAULT) == 0, "defaults");
    mbedtls_ssl_conf_min_tls_version(&config, MBEDTLS_SSL_VERSION_TLS1_3);
    mbedtls_ssl_conf_rng(&config, mbedtls_ctr_drbg_random, &random);
    mbedtls_ssl_conf_groups(&config, groups);
    if (strcmp(told->suite, "any") != 0) mbedtls_ssl_conf_ciphersuites(&config, suites);
    must(mbedtls_ssl_conf_alpn_protocols(&config, protocols) == 0, "ALPN");
    must(mbedtls_ssl_conf_own_cert(&config, &chain, &key) == 0, "own certificate");
    if (strcmp(told->tickets, "on") == 0) {
        mbedtls_ssl_ticket_init(&tickets);
        must(mbedtls_ssl_ticket_setup(&tickets, mbedtls_ctr_drbg_random, &random, MBEDTLS_CIPHER_AES_256_GCM,
                                      TICKET_SECONDS) == 0, "tickets");
        mbedtls_ssl_conf_session_tickets_cb(&config, mbedtls_ssl_ticket_write, mbedtls_ssl_ticket_parse, &tickets);
    }
    mbedtls_ssl_init(&ssl);
    must(mbedtls_ssl_setup(&ssl, &config) == 0, "setup");
    mbedtls_ssl_set_bio(&ssl, &net, mbedtls_net_send, mbedtls_net_recv, NULL);

    if (mbedtls_ssl_handshake(&ssl) != 0) exit(0);
    size_t length = 0;
    while (length < 4 || memcmp(head + length - 4, "\r\n\r\n", 4) != 0) {
        int got = mbedtls_ssl_read(&ssl, (unsigned char *)head + length, MAX_HEAD - 1 - length);
        /* A KeyUpdate ends here, with MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE; and so the connection, as in Mbed TLS's own example servers. */
        if (got <= 0) exit(0);
        length += (size_t)got;
    }
    head[length] = 0;
    answer(&ssl, head);
    mbedtls_ssl_close_notify(&ssl);
    shutdown(socket_fd, SHUT_WR);
    exit(0);
}

int main(int argc, char **argv) {
    must(argc >= 2, "no configuration is named");
    int count = read_told(argv[argc - 1]);
    struct pollfd watched[MAX_LISTENERS + 1];
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0, port; i < count; i++) {
        watched[i] = (struct pollfd){.fd = listen_on_free_port(&port), .events = POLLIN};
        printf("%s%d", i == 0 ? "[" : ",", port);
    }
    printf("]\n");
    fflush(stdout);
    watched[count] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    for (;;) {
        must(poll(watched, (nfds_t)count + 1, -1) > 0, "poll");
        if (watched[count].revents != 0) return 0;
        for (int i = 0; i < count; i++) {
            if (watched[i].revents == 0) continue;
            int socket_fd = accept(watched[i].fd, NULL, NULL);
            if (socket_fd >= 0 && fork() == 0) serve(socket_fd, &listeners[i]);
            if (socket_fd >= 0) close(socket_fd);
        }
    }
}
