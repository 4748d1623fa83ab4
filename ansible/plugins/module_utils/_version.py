# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""The version of this collection, which the modules tell; the same as in galaxy.yml."""

VERSION = "1.0.0"
