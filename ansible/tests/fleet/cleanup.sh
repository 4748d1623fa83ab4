# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# The sets that leaked are removed by cleanup, while others of the same user work. Sourced by fleet-test.

it_shows_the_plan_in_check_mode_and_removes_nothing() {
    local before
    before=$(sets_of web)
    play cleanup -e cleanup_hosts=web --check --diff
    exits 0
    shows '6 would go, 4 stay'
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
    [[ $(sets_of web | wc -l) == 4 ]] || fail "there are $(sets_of web | wc -l) sets, not 4"
    play cleanup -e cleanup_hosts=web -e cleanup_approved=true
    exits 0
    recap web 'changed=0'
    dead=$(comm -13 <(sets_of web | sort) <(on web "grep -o '\"semid\": *[0-9]*' /var/lib/semtrail/host/receipts.jsonl" | grep -o '[0-9]*$' | sort -u))
    [[ $(wc -w <<<"$dead") == 6 ]] || fail "receipts are of $dead"
    on web "systemctl is-active -q apache@healthy apache@failing" || fail 'an Apache is not active'
    kill %1
    grep -q answered "$case_dir/requests" || fail 'the healthy Apache was not asked'
    ! grep -q FAILED "$case_dir/requests" || fail "the healthy Apache did not answer: $(grep -c FAILED "$case_dir/requests")"
}
