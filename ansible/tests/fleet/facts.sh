# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# The facts that need no module. Some time after the rollout, so that nobody has to wait. Sourced by fleet-test.

it_has_facts_in_plain_fact_gathering_kept_fresh_by_systemd_and_by_cron() {
    local host
    for host in web old; do
        [[ -n $(local_fact $host) ]] || fail "$host has no ansible_local.semtrail"
        until_true 150 is_newer $host "$(<"$FLEET/fact-of-$host")"
    done
    [[ $(on web 'journalctl -u semtrail-facts.service -o cat | grep -c Finished') -gt 0 ]] || fail 'the timer never fired'
}

# As a user who is not root.
local_fact() {
    ansible "$1" -o -m ansible.builtin.setup -a 'gather_subset=!all,!min,local filter=ansible_local' |
        grep -oE '"at": "[^"]*"'
}

written_at() { on "$1" 'stat -c %Y.%i /etc/ansible/facts.d/semtrail.fact'; }

is_newer() {
    sleep 1
    [[ $(written_at "$1") != "$2" ]]
}
