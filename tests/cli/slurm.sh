# SPDX-License-Identifier: Apache-2.0
# A real Slurm of one node, started for the test that reads this and stopped again when it ends.
[ "$(id -u)" -eq 0 ] || skip "a Slurm of its own needs root"
for command in slurmctld slurmd sbatch scontrol squeue munged; do
  command -v $command >/dev/null || skip "$command is not installed"
done
mkdir -p /run/munge /var/log/munge /var/lib/munge && chown munge: /run/munge /var/log/munge /var/lib/munge
own_munge=
if ! munge -n 2>/dev/null | unmunge >/dev/null 2>&1; then
  runuser -u munge -- /usr/sbin/munged >munged.txt 2>&1
  own_munge=1
  sleep 1
  munge -n 2>/dev/null | unmunge >/dev/null 2>&1 || skip "munge does not start: $(tail -n 1 munged.txt)"
fi
d=$here/slurm
mkdir -p "$d/run" "$d/log" "$d/state" "$d/spool"
host=$(hostname -s)
port=$((20000 + $$ % 20000))
cat >"$d/slurm.conf" <<EOF2
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
CredType=cred/munge
MpiDefault=none
SlurmUser=root
SlurmdUser=root
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmctldPidFile=$d/run/slurmctld.pid
SlurmdPidFile=$d/run/slurmd.pid
SlurmctldLogFile=$d/log/slurmctld.log
SlurmdLogFile=$d/log/slurmd.log
StateSaveLocation=$d/state
SlurmdSpoolDir=$d/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/filetxt
JobCompLoc=$d/log/jobcomp.txt
ReturnToService=2
KillWait=5
MaxArraySize=4
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=1000 State=UNKNOWN
PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE State=UP
EOF2
export SLURM_CONF="$d/slurm.conf"
stop_slurm() {
  for daemon in slurmd slurmctld; do
    [ -s "$d/run/$daemon.pid" ] && kill "$(cat "$d/run/$daemon.pid")" 2>/dev/null
  done
  [ -n "$own_munge" ] && [ -s /run/munge/munged.pid ] && kill "$(cat /run/munge/munged.pid)" 2>/dev/null
  sleep 1
  rm -rf "$here"
}
trap stop_slurm EXIT
slurmctld >slurmctld.txt 2>&1 || skip "slurmctld does not start: $(tail -n 1 slurmctld.txt)"
sleep 1
slurmd -N "$host" >slurmd.txt 2>&1 || skip "slurmd does not start: $(tail -n 1 slurmd.txt)"
tries=0
until sinfo -h -o %t 2>/dev/null | grep -q idle; do
  tries=$((tries + 1))
  [ $tries -lt 20 ] || skip "the node does not become idle: $(tail -n 1 "$d/log/slurmd.log")"
  sleep 1
done

wait_for_jobs() {
  tries=0
  while [ -n "$(squeue -h -o %i)" ]; do
    tries=$((tries + 1))
    [ $tries -lt 150 ] || fail "jobs do not end: $(squeue)"
    sleep 1
  done
}
