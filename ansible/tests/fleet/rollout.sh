# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# The rollout: check mode, a host without Java, one that is down, what was interrupted. Sourced by fleet-test.

it_shows_in_check_mode_what_a_rollout_would_do_and_writes_nothing() {
    local before
    before=$(written web; written old)
    play rollout -e rollout_hosts=web,old --check --diff
    exits 0
    recap web 'changed=[1-9]'
    recap old 'changed=[1-9]'
    shows '\+OnUnitActiveSec=5min'
    [[ $(written web; written old) == "$before" ]] || fail "files changed: $(diff <(echo "$before") <(written web; written old))"
}

it_refuses_a_folder_that_is_no_build_before_anything_is_made() {
    local before
    before=$(written web)
    play rollout -e rollout_hosts=web -e rollout_files=/nowhere
    exits 2
    shows 'there is no /nowhere/semtrail and no /nowhere/semtrail.jar and no /nowhere/semtrail-agent.jar; nothing was changed'
    [[ $(written web) == "$before" ]] || fail "files changed: $(diff <(echo "$before") <(written web))"
}

it_rolls_out_to_the_others_when_one_has_no_java_and_one_is_down() {
    local before
    before=$(written bare)
    play rollout -e collector_facts_minutes=1
    exits 4
    shows 'bare has no Java 17 or newer; nothing was changed'
    recap gone 'unreachable=1'
    recap web 'failed=0'
    recap shop 'failed=0'
    recap old 'failed=0'
    [[ $(written bare) == "$before" ]] || fail 'files changed on bare'
    for host in web shop old; do
        [[ $(on $host 'semtrail --version') == 'semtrail '* ]] || fail "$host has no semtrail"
        [[ $(on $host 'stat -c %a /var/lib/semtrail/jvm') == 1733 ]] || fail "$host: wrong mode"
    done
}

# What is there changed, so that what a tag alone does not do is not taken for done.
it_does_with_each_tag_its_part_also_where_the_other_parts_are_missing() {
    on web 'echo >>/opt/semtrail/lib/semtrail.jar; rm /opt/semtrail/lib/refresh-facts'
    with_tag collector_install
    on web 'test ! -e /opt/semtrail/lib/refresh-facts' || fail 'collector_install keeps facts, too'
    on web 'rm /opt/semtrail/lib/semtrail-agent.jar'
    with_tag collector_facts
    on web 'test -x /opt/semtrail/lib/refresh-facts && test ! -e /opt/semtrail/lib/semtrail-agent.jar' ||
        fail 'collector_facts does not keep facts, or brings the agent'
    with_tag agent_install
    on web 'test -e /opt/semtrail/lib/semtrail-agent.jar' || fail 'agent_install does not bring the agent'
    on web 'echo >>/opt/semtrail/lib/semtrail.jar'
    with_tag collector_install
    shows 'RUNNING HANDLER .*Refresh the facts'
}

with_tag() {
    play rollout -e collector_facts_minutes=1 -e rollout_hosts=web --tags "$1"
    exits 0
    recap web 'changed=[1-9]'
}

it_changes_nothing_the_second_time() {
    play rollout -e collector_facts_minutes=1 -e rollout_hosts=web,shop,old
    exits 0
    for host in web shop old; do recap $host 'changed=0'; done
    for host in web old; do written_at $host >"$FLEET/fact-of-$host"; done
}
