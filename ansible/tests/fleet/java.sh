# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# A host whose Java is somewhere else, and whose evidence goes, too. Sourced by fleet-test.

it_takes_java_from_where_it_is_told_and_evidence_away_when_asked() {
    on old 'cp -r /usr/lib/jvm/java-17-openjdk-amd64/. /srv/jdk' 
    play rollout -e rollout_hosts=old -e rollout_agent=false -e collector_java_home=/srv/jdk -e collector_facts=false
    exits 0
    [[ $(on old 'readlink -f /opt/semtrail/jre') == /srv/jdk && -z $(on old 'ls /etc/cron.d') ]] || fail 'it is not as told'
    on old 'semtrail --version' >/dev/null
    play rollout -e rollout_hosts=old -e agent_state=absent -e collector_state=absent -e collector_purge=true
    exits 0
    [[ -z $(on old 'ls -d /opt/semtrail /var/lib/semtrail 2>/dev/null') ]] || fail 'something is left'
}
