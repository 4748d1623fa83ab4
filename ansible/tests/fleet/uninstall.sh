# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# What was installed goes, what others need stays. Sourced by fleet-test.

it_shows_in_check_mode_that_everything_would_go_and_leaves_it() {
    play rollout -e rollout_hosts=web -e collector_state=absent -e agent_state=absent --check
    exits 0
    recap web 'changed=[1-9]'
    on web 'semtrail --version && systemctl is-active -q semtrail-facts.timer && ls /opt/semtrail/lib/semtrail-agent.jar \
        /etc/ansible/facts.d/semtrail.fact /etc/systemd/system/apache@healthy.service.d/zz-semtrail-agent.conf' >/dev/null
}

it_takes_everything_away_and_leaves_services_and_evidence() {
    local host
    on shop 'systemctl is-active -q shop'
    play rollout -e rollout_hosts=shop,web -e collector_state=absent -e agent_state=absent
    exits 0
    for host in shop web; do
        [[ -z $(on $host 'ls -d /opt/semtrail /usr/local/bin/semtrail /etc/cron.d/semtrail /etc/ansible/facts.d/*.fact \
            /etc/systemd/system/semtrail* /etc/systemd/system/*.d/zz-semtrail-agent.conf 2>/dev/null') ]] || fail "something is left on $host"
        on $host 'test -d /var/lib/semtrail/jvm' || fail "the evidence of $host is gone"
    done
    on shop 'systemctl is-active -q shop' || fail 'the shop does not run'
    ! environ shop shop.service | grep -q javaagent || fail 'the shop still has the agent'
    [[ -z $(on web 'systemctl --failed --no-legend') ]] || fail "units failed: $(on web 'systemctl --failed --no-legend')"
    play rollout -e rollout_hosts=shop,web -e collector_state=absent -e agent_state=absent
    exits 0
    for host in shop web; do recap $host 'changed=0'; done
}
