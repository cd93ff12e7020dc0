// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <doctest/doctest.h>

using namespace alzette;

TEST_CASE("secrets differ, and fit an address")
{
    auto const one = base::random_secret();
    CHECK(one.size() == 43);
    CHECK(one.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
    CHECK(one != base::random_secret());
}

TEST_CASE("a password is known by its hash, which holds none of it")
{
    auto const hash = base::password_hash("rue du Sablon 12");
    CHECK(hash.starts_with("$argon2id$"));
    CHECK(hash.find("Sablon") == std::string::npos);
    CHECK(base::is_password("rue du Sablon 12", hash));
    CHECK_FALSE(base::is_password("rue du Sablon 13", hash));
    CHECK_FALSE(base::is_password("", hash));
    CHECK_FALSE(base::is_password("rue du Sablon 12", "nonsense"));
}

TEST_CASE("base64 is read, and refused where it is none")
{
    std::string bytes;
    CHECK(base::read_base64("YW5uYTpzZWNyZXQ=", bytes));
    CHECK(bytes == "anna:secret");
    CHECK_FALSE(base::read_base64("YW5uYTpzZWNyZXQ", bytes));
    CHECK_FALSE(base::read_base64("*", bytes));
}
