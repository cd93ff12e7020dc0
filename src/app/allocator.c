/* SPDX-License-Identifier: Apache-2.0 */
/* Read by jemalloc before main: few arenas, and what is free goes back to the system within ten seconds, for machines with little memory, and not sooner, for
   what a load drops it soon wants again; in pages of 2 MiB, since a first touch of a page costs as much as the reading of an entity (docs/decisions/0021). */
char const* malloc_conf = "narenas:2,dirty_decay_ms:10000,muzzy_decay_ms:0,thp:always,background_thread:true";
