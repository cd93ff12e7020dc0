/* SPDX-License-Identifier: Apache-2.0 */
/* Read by jemalloc before main: few arenas, and what is free goes back to the system within a second, for machines with little memory. */
char const* malloc_conf = "narenas:2,dirty_decay_ms:1000,muzzy_decay_ms:0";
