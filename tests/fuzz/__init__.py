# SPDX-License-Identifier: EUPL-1.2
"""What strangers may send, taken at random: functions that must never fail, and who calls them."""
