# SPDX-License-Identifier: Apache-2.0
# Installation and the package other projects find.
