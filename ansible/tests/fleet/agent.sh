# shellcheck shell=bash
# shellcheck disable=SC2016,SC2153,SC2154 # expanded on a host; set by fleet-test
# The agent in services, beside what others set there. Sourced by fleet-test.

it_finishes_a_rollout_that_was_interrupted() {
    local run
    ansible-playbook semtrail.ipc.rollout -e "rollout_files=$work/files" -e rollout_hosts=shop \
        --tags agent_services -e agent_options=threshold=7ms >"$case_dir/cut" 2>&1 &
    run=$!
    until_true 120 grep -q 'Look whether it runs as wanted' "$case_dir/cut"
    kill -KILL $run
    environ shop shop.service | grep -q threshold=7ms && fail 'it was too late to interrupt it'
    play rollout -e rollout_hosts=shop --tags agent_services -e agent_options=threshold=7ms
    exits 0
    environ shop shop.service | grep -q 'semtrail-agent.jar=threshold=7ms' ||
        fail "the service was not restarted by the second run: $(environ shop shop.service | grep JAVA)"
}

it_restarts_in_a_later_play_of_a_run_nothing_that_was_restarted_before() {
    local item
    on shop 'printf "[Service]\nExecStart=/bin/sleep 1000\n" >/etc/systemd/system/twin.service
        systemctl daemon-reload; systemctl start twin'
    cat >twice.yml <<'END'
- hosts: shop
  become: true
  gather_facts: false
  roles: [semtrail.ipc.agent]
- hosts: shop
  become: true
  gather_facts: false
  vars: {agent_services: [{name: twin, restart: true}]}
  roles: [semtrail.ipc.agent]
END
    try ansible-playbook twice.yml --tags agent_services -e agent_options=threshold=5ms
    exits 0
    for item in shop twin; do
        [[ $(grep -c "^changed: \[shop\] => (item=$item.service)" "$case_dir/out") == 1 ]] ||
            fail "$item was not restarted once: $(cat "$case_dir/out")"
    done
    on shop 'systemctl stop twin; rm -r /etc/systemd/system/twin.service*; systemctl daemon-reload'
}

it_takes_a_service_that_ended_meanwhile_for_one_that_does_not_run() {
    cat >ended.yml <<'END'
- hosts: shop
  become: true
  gather_facts: false
  vars: {agent_pid: "4194305", agent_unit: gone.service, agent_restarts: true, agent_wanted: true, agent_told: ""}
  tasks:
    - ansible.builtin.include_role: {name: semtrail.ipc.agent, tasks_from: running}
END
    try ansible-playbook ended.yml
    exits 0
    recap shop 'changed=0'
}

# The program of the role before an unit of systemd knows: by the JVM's own recording.
it_loads_the_agent_into_a_java_service_beside_what_the_service_sets() {
    local environ
    environ=$(environ shop shop.service)
    grep -qF -- '-Dgreeting="good morning" -Xmx64m -javaagent:/opt/semtrail/lib/semtrail-agent.jar' <<<"$environ" ||
        fail "its environment: $(grep JAVA <<<"$environ")"
    until_true 30 knows_the_line_of_java
}

knows_the_line_of_java() { on shop 'semtrail list' | grep -q 'shop.Semaphore.create:'; }

it_keeps_what_others_set_after_the_agent_came() {
    on shop 'mkdir -p /etc/systemd/system/shop.service.d; echo "JAVA_TOOL_OPTIONS=\"-Xmx48m -Dx=a\\\\b\"" >/etc/default/shop
        printf "[Service]\nEnvironmentFile=/etc/default/shop\n" >/etc/systemd/system/shop.service.d/local.conf
        systemctl daemon-reload; systemctl restart shop'
    local environ
    environ=$(environ shop shop.service)
    grep -qF -- 'JAVA_TOOL_OPTIONS=-Xmx48m -Dx=a\b -javaagent:/opt/semtrail/lib/semtrail-agent.jar' <<<"$environ" ||
        fail "its environment: $(grep JAVA <<<"$environ")"
    on shop 'rm /etc/systemd/system/shop.service.d/local.conf; systemctl daemon-reload'
}

it_starts_the_service_without_the_agent_when_the_jar_is_gone() {
    on shop 'mv /opt/semtrail/lib/semtrail-agent.jar /opt/semtrail/lib/away; systemctl restart shop'
    on shop 'systemctl is-active -q shop' || fail 'the service does not start'
    ! environ shop shop.service | grep -q javaagent || fail 'the agent is in its environment'
    on shop 'mv /opt/semtrail/lib/away /opt/semtrail/lib/semtrail-agent.jar; systemctl restart shop'
}

it_refuses_a_name_that_no_unit_can_have() {
    play rollout -e rollout_hosts=web --tags agent_services -e '{"agent_services": [{"name": "../../tmp/it", "state": "absent"}]}'
    exits 2
    shows 'is no name of a unit'
}

it_leaves_a_service_running_that_nobody_wanted_restarted() {
    local pid
    pid=$(on web 'systemctl show -p MainPID --value apache@healthy')
    play rollout -e rollout_hosts=web --tags agent_services -e '{"agent_services": [{"name": "apache@healthy"}]}'
    exits 0
    shows 'apache@healthy.service runs without what is wanted until its next start'
    [[ $(on web 'systemctl show -p MainPID --value apache@healthy') == "$pid" ]] || fail 'it was restarted'
    on web 'systemctl cat apache@healthy' | grep -q zz-semtrail-agent.conf || fail 'there is no drop-in'
}

it_adds_the_agent_to_a_tomcat_and_takes_it_away_again() {
    local before line='CATALINA_OPTS="$CATALINA_OPTS -Dmine=1"'
    on old "mkdir -p /srv/tomcat; tar -C /srv/tomcat --strip-components 1 -xzf -" <"$lib"/tomcat-9*.tar.gz
    on old "printf '%s\n' '$line' >/srv/tomcat/bin/setenv.sh; chmod 750 /srv/tomcat/bin/setenv.sh"
    before=$(on old 'cat /srv/tomcat/bin/setenv.sh; stat -c %a /srv/tomcat/bin/setenv.sh')
    play rollout -e rollout_hosts=old --tags agent_services -e '{"agent_tomcats": [{"setenv": "/srv/tomcat/bin/setenv.sh"}]}'
    exits 0
    on old '/srv/tomcat/bin/catalina.sh start >/dev/null'
    until_true 20 in_tomcat '-Dmine=1'
    in_tomcat '-javaagent:/opt/semtrail/lib/semtrail-agent.jar' || fail 'Tomcat has not the agent'
    on old 'pkill -KILL -f [c]atalina.home'
    play rollout -e rollout_hosts=old --tags agent_services \
        -e '{"agent_tomcats": [{"setenv": "/srv/tomcat/bin/setenv.sh", "state": "absent"}]}'
    exits 0
    [[ $(on old 'cat /srv/tomcat/bin/setenv.sh; stat -c %a /srv/tomcat/bin/setenv.sh') == "$before" ]] ||
        fail "setenv.sh is not what it was: $(on old 'cat /srv/tomcat/bin/setenv.sh')"
}

in_tomcat() { on old 'pgrep -af [c]atalina.home' | grep -qF -- "$1"; }
