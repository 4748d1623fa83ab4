# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# Users: one with hostile names, one who logs out. Sourced by fleet-test.

# A name that is a template, a terminal sequence and a line of its own, of a process that waits on its set.
it_shows_hostile_names_of_processes_as_harmless_text() {
    local name=$'{{7*7}}\e]0;x\n'
    on old "cp /usr/bin/perl $(printf %q "/srv/$name")"
    on old "cd /srv; (./$(printf %q "$name") -e '
        \$0 = qq({{ lookup(\"pipe\", \"touch $FLEET/pwned\") }}\\e[31m\\nfatal: [old]);
        \$s = semget(0, 1, 0600 | 01000); semop(\$s, pack(q(s3), 0, -1, 0));
    ' >/dev/null 2>&1 &) ; sleep 1"
    try ansible old -b -m semtrail.ipc.sem_info
    exits 0
    shows '7[*]7'
    shows_not '[{][{]'
    no_raw_bytes
    play cleanup -e cleanup_hosts=old --check --diff
    no_raw_bytes
    play triage -e triage_hosts=old -e "triage_directory=$FLEET/hostile" -e triage_sick=true
    recap old 'failed=0'
    no_raw_bytes
    grep -q '7[*]7' "$FLEET/hostile/old/sem.json" || fail 'the name is not in the table'
    [[ ! -e $FLEET/pwned ]] || fail 'a name was executed on the controller'
    on old 'pkill -KILL -f [l]ookup'
}

no_raw_bytes() {
    ! LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$case_dir/out" || fail "raw bytes: $(grep -aP '[\x00-\x08\x0b-\x1f\x7f]' "$case_dir/out" | cat -v | head -n 3)"
    ! grep -q '^fatal: \[old\]' "$case_dir/out" || fail 'a name wrote a line of its own'
}

# logind's RemoveIPC: when a user has logged out, his services have lost their sets.
it_warns_of_logind_before_a_user_who_logs_out_takes_the_sets_from_his_service() {
    on shop "systemd-run --quiet --uid guest --unit lodger perl -e '
        \$s = semget(0, 1, 0600 | 01000); semop(\$s, pack(q(s3), 0, -1, 0)) or die \$!;'"
    until_true 20 has_set_of_guest
    try ansible shop -b -m semtrail.ipc.report_info
    exits 0
    shows 'logind-removes-ipc'
    as_guest true
    until_true 60 has_no_set_of_guest
    until_true 10 says_who_was_hurt
}

has_set_of_guest() { on shop "ipcs -s" | grep -q ' guest '; }
has_no_set_of_guest() { ! has_set_of_guest; }
says_who_was_hurt() { on shop 'journalctl -u lodger -o cat' | grep -q 'Identifier removed'; }

# A login of its own, that ends with the command.
as_guest() { ssh -F "$FLEET/ssh.config" -o ControlPath=none -l guest "$(address shop)" "$1"; }
