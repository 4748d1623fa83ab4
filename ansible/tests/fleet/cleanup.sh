# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# Sets that leak on one host, found by triage, removed by cleanup, while others of the same user work. Sourced by fleet-test.

# Three crashes, each followed by a start: six dead sets, two of them of the start before the living one, beside two Apaches
# that serve.
it_knows_by_the_start_of_its_unit_that_a_restarted_service_cannot_use_the_sets_of_its_dead_self() {
    on web 'for crash in 1 2 3; do
        systemctl kill -s KILL apache@failing
        while systemctl is-active -q apache@failing; do sleep 0.1; done
        systemctl reset-failed apache@failing
        sleep 2
        systemctl start apache@failing
    done'
    [[ $(sets_of web | wc -l) == 10 ]] || fail "there are $(sets_of web | wc -l) sets, not 10"
    try ansible web -b -m semtrail.ipc.sem_info -a 'verdict=orphan'
    exits 0
    shows '"total": 4'
    shows 'belongs to apache@failing.service, started at'
}

it_brings_tables_findings_and_recordings_of_the_sick_to_the_controller() {
    local there=$FLEET/triage
    play triage -e "triage_directory=$there"
    exits 4
    grep -q '"gone"' <(sed -n '/silent/,/]/p' "$there/summary.json") || fail "gone is not silent: $(cat "$there/summary.json")"
    grep -q '"shop"' <(sed -n '/sick/,/]/p' "$there/summary.json") || fail "shop is not sick: $(cat "$there/summary.json")"
    grep -q '"bare"' <(sed -n '/well/,/]/p' "$there/summary.json") || fail "bare is not well: $(cat "$there/summary.json")"
    grep -q 'jvm-leaks-sets' "$there/shop/report.json" || fail 'the leak of the shop is not in its report'
    grep -q '"source": "kernel"' "$there/bare/facts.json" || fail 'bare has no facts from the kernel'
    tar xzf "$there/shop/jvm.tar.gz" -C "$case_dir"
    "$jdk/bin/jfr" summary "$(find "$case_dir/jvm" -name '2*.jfr' | head -n 1)" | grep -q 'semtrail' || fail 'no recording of the agent'
    [[ $(stat -c %a "$there/shop") == 700 && -z $(find "$there" -type f -perm /077 ! -name jvm.tar.gz) ]] || fail 'others may read it'
    play triage -e "triage_directory=$there" -e triage_hosts=web --check
    recap web 'failed=0'
}

it_shows_the_plan_in_check_mode_and_removes_nothing() {
    local before
    before=$(sets_of web)
    play cleanup -e cleanup_hosts=web --check --diff
    exits 0
    shows '4 would go, 6 stay'
    shows '^-sem [0-9]+ .*owner www-data .*orphan'
    [[ $(sets_of web) == "$before" ]] || fail 'sets are gone'
}

it_removes_nothing_without_an_answer() {
    local before
    before=$(sets_of web)
    play cleanup -e cleanup_hosts=web
    [[ $(sets_of web) == "$before" ]] || fail 'sets are gone'
}

it_refuses_more_than_was_expected_as_a_whole() {
    local before
    before=$(sets_of web)
    play cleanup -e cleanup_hosts=web -e cleanup_max_removals=3 -e cleanup_approved=true
    exits 2
    recap web 'failed=1'
    [[ $(sets_of web) == "$before" ]] || fail 'sets are gone'
}

it_removes_the_dead_and_nothing_else_when_it_was_interrupted_and_when_it_is_repeated() {
    local run dead
    bash -c 'ssh -F "$0" "$1" "bash -s" <"$2"' "$FLEET/ssh.config" "$(address web)" "$fleet/ask" >"$case_dir/requests" 2>&1 &
    ansible-playbook semtrail.ipc.cleanup -e cleanup_hosts=web -e cleanup_approved=true >"$case_dir/cut" 2>&1 &
    run=$!
    until_true 60 grep -q 'Remove what is dead' "$case_dir/cut"
    kill -KILL $run
    play cleanup -e cleanup_hosts=web,gone -e cleanup_approved=true
    exits 4
    recap web 'failed=0'
    [[ $(sets_of web | wc -l) == 6 ]] || fail "there are $(sets_of web | wc -l) sets, not 6"
    play cleanup -e cleanup_hosts=web -e cleanup_approved=true
    exits 0
    recap web 'changed=0'
    dead=$(comm -13 <(sets_of web | sort) <(on web "grep -o '\"semid\": *[0-9]*' /var/lib/semtrail/host/receipts.jsonl" | grep -o '[0-9]*$' | sort -u))
    [[ $(wc -w <<<"$dead") == 4 ]] || fail "receipts are of $dead"
    on web "systemctl is-active -q apache@healthy apache@failing" || fail 'an Apache is not active'
    kill %1
    grep -q answered "$case_dir/requests" || fail 'the healthy Apache was not asked'
    ! grep -q FAILED "$case_dir/requests" || fail "the healthy Apache did not answer: $(grep -c FAILED "$case_dir/requests")"
}
