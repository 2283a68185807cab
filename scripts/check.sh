#!/usr/bin/env bash
# What CI runs: build with warnings as errors, then all tests.
source "$(dirname "$0")/lib.sh"
scripts/build.sh
scripts/test-all.sh
