# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# All hosts are asked: by root, and by somebody who may not become root. Sourced by fleet-test.

it_brings_tables_findings_and_recordings_of_the_sick_to_the_controller() {
    local there=$FLEET/triage
    try ansible web -b -m semtrail.ipc.sem_limits -a 'semmni=11 persistent=false'
    exits 0
    play triage -e "triage_directory=$there"
    exits 4
    [[ $(tr -d ' \n' <"$there/summary.json") == '{"blind":["bare"],"sick":["shop","web"],"silent":["gone"],"well":["old"]}' ]] ||
        fail "the summary is $(cat "$there/summary.json")"
    grep -q 'jvm-leaks-sets' "$there/shop/report.json" || fail 'the leak of the shop is not in its report'
    /usr/bin/python3 "$tests/../modules/documented.py" report_info "$there/shop/report.json" || fail 'the report is not as documented'
    grep -q '"source": "kernel"' "$there/bare/facts.json" || fail 'bare has no facts from the kernel'
    tar xzf "$there/shop/jvm.tar.gz" -C "$case_dir"
    "$jdk/bin/jfr" summary "$(find "$case_dir/jvm" -name '2*.jfr' | head -n 1)" | grep -q 'semtrail' || fail 'no recording of the agent'
    [[ $(stat -c %a "$there/shop") == 700 && -z $(find "$there" -type f -perm /077 ! -name jvm.tar.gz) ]] || fail 'others may read it'
    play triage --limit web --check
    recap web 'failed=0'
    grep -q '"silent": \[\]' triage/*/summary.json || fail "of those who were asked some are silent: $(cat triage/*/summary.json)"
    [[ -s $(echo triage/*/web/jvm.tar.gz) ]] || fail "the recordings are not where the rest is: $(find triage)"
}

it_tells_why_recordings_are_not_brought() {
    local there=$FLEET/none
    triage_of_shop -e triage_evidence=/nowhere
    shows 'shop has no recordings: there is no /nowhere/jvm'
    triage_of_shop -e triage_max_mb=0
    shows 'shop has [1-9][0-9]* MB of recordings, and triage_max_mb is 0: they stay there, in /var/lib/semtrail/jvm'
    on shop 'printf "#!/bin/sh\necho no space >&2; exit 2\n" >/usr/local/bin/tar; chmod 755 /usr/local/bin/tar'
    triage_of_shop
    on shop 'rm /usr/local/bin/tar'
    shows 'the recordings of shop cannot be brought: Pack them: no space'
    [[ ! -e $there/shop/jvm.tar.gz ]] || fail 'there is an archive'
    [[ -z $(on shop 'ls -d /tmp/semtrail-*/jvm.tar.gz 2>/dev/null') ]] || fail 'an archive stays on the host'
}

triage_of_shop() {
    play triage -e "triage_directory=$there" -e triage_sick=true --limit shop "$@"
    exits 0
}

it_tells_a_user_without_become_what_cannot_be_seen_and_removes_nothing() {
    local before
    before=$(sets_of web)
    try ansible web,bare -u guest -m semtrail.ipc.sem_facts
    exits 0
    shows '"visibility": "partial"'
    shows '"visibility": "limits"'
    try ansible web -b --become-user www-data -m semtrail.ipc.sem_facts
    exits 0
    shows '"visibility": "partial"'
    try ansible web -u guest -m semtrail.ipc.sem_prune -a 'all=true'
    play cleanup -e cleanup_hosts=web -e cleanup_approved=true -e '{"ansible_user": "guest"}'
    exits 2
    recap web 'failed=1'
    [[ $(sets_of web) == "$before" ]] || fail 'sets are gone'
}
