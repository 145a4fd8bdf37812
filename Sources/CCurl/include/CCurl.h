// libcurl's setters and getters are variadic, and Swift cannot call variadic C: one typed function per kind of value.
#pragma once
#include <curl/curl.h>
#include <stddef.h>

typedef size_t (*ccurl_receive)(char *bytes, size_t size, size_t count, void *context);

// Runs `body` on a new detached thread in which SIGPIPE is blocked: OpenSSL raises it where a peer has closed, and it would end
// the program. Returns 0, or an errno value.
int ccurl_start_thread(void (*body)(void *), void *context);

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

// A null value switches the option off; libcurl keeps its own copy.
static inline CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

// For buffers and contexts that the caller keeps alive as long as the handle.
static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_receive(CURL *handle, CURLoption option, ccurl_receive value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the bytes.
static inline CURLcode ccurl_set_blob(CURL *handle, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(handle, option, &blob);
}

static inline CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode ccurl_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode ccurl_get_socket(CURL *handle, CURLINFO info, curl_socket_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The message is a union in C, which Swift does not read well.
static inline CURLcode ccurl_result(const CURLMsg *message) { return message->data.result; }

// For transfers that stream: a callback that can end one while nothing arrives, and libcurl's own strings.
typedef int (*ccurl_progress)(void *context, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

static inline CURLcode ccurl_set_progress(CURL *handle, ccurl_progress value) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}

// The file of authorities that libcurl was built to trust, or null.
static inline const char *ccurl_authorities(void) { return curl_version_info(CURLVERSION_NOW)->cainfo; }

// The string belongs to libcurl and lives until the next transfer of the handle.
static inline CURLcode ccurl_get_string(CURL *handle, CURLINFO info, char **value) {
    return curl_easy_getinfo(handle, info, value);
}
