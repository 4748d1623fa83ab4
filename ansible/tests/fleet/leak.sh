# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# An Apache that crashes and leaves its sets, and whose sets are whose. Sourced by fleet-test.

# What a service that lives has, by the unit: a service has it on a host that runs systemd, and only there.
it_selects_by_unit_what_that_unit_has_and_no_other_set() {
    local before own
    before=$(sets_of web)
    on web "systemd-run --quiet --unit keeper perl -e '
        \$one = pack(q(s3), 0, 1, 0); for (1 .. 3) { \$s = semget(0, 1, 0600 | 01000); semop(\$s, \$one) or die \$!; } sleep'"
    until_true 20 has_more_sets web $(($(wc -w <<<"$before") + 3))
    own=$(comm -13 <(sort <<<"$before") <(sets_of web | sort) | sort -n)
    try ansible web -b -m semtrail.ipc.sem_info -a 'unit=keeper evidence=false'
    exits 0
    same_ids semid "$own"
    shows '"unit": "keeper.service"'
    try ansible web -b -m semtrail.ipc.sem_info -a 'unit=keeper,apache@healthy verdict=in-use,presumed-in-use evidence=false'
    exits 0
    shows '"unit": "apache@healthy.service"'
    shows_not 'apache@failing'
    try ansible web -b -m semtrail.ipc.sem_prune -a 'unit=keeper.service'
    exits 0
    shows '"changed": false'
    same_ids id "$own"
    on web "systemctl stop keeper; for set in $(tr '\n' ' ' <<<"$own"); do ipcrm -s \$set; done"
}

has_more_sets() { (($(sets_of "$1" | wc -w) >= $2)); }

# same_ids NAME IDS: are these, one a line, the ids in the answer?
same_ids() {
    local told
    told=$(grep -oE "\"$1\": \"?[0-9]+" "$case_dir/out" | grep -oE '[0-9]+$' | sort -n)
    [[ $told == "$2" ]] || fail "it is about $(tr '\n' ' ' <<<"$told"), not $(tr '\n' ' ' <<<"$2")"
}

# Three crashes, each followed by a start: six dead sets beside two Apaches that serve.
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
    shows '"total": 6'
    shows 'belongs to apache@failing.service, started at'
}
