"""What of ministack is changed after it is installed: each place where it departs from AWS in a way that would fail a
right project, or let a wrong one pass. A place that is not found exactly once fails the installation, so that a newer
ministack is looked at again."""

import pathlib

import ministack
from policy_patches import PATCHES as POLICY_PATCHES

PATCHES = [
    # Step Functions matches on `error.name`, which Lambda's Node runtime reports as errorType (Lambda developer guide,
    # "Node.js error handling"). The worker script drops it, and everything becomes Runtime.HandlerError.
    (
        "core/lambda_runtime.py",
        'status: "error", error: String(err.message || err), trace: err.stack || ""',
        'status: "error", type: err.name, error: String(err.message || err), trace: err.stack || ""',
    ),
    (
        "services/lambda_svc.py",
        'error_msg = result.get("error", "Unknown error")\n            error_type = "Runtime.HandlerError"\n',
        'error_msg = result.get("error", "Unknown error")\n'
        '            error_type = result.get("type") or "Runtime.HandlerError"\n',
    ),
    # What a handler throws (it has a trace) leaves its environment running on AWS; here its process was killed, and
    # the next event paid for a cold start.
    (
        "core/lambda_runtime.py",
        'response = result_box[0]\n            if response.get("status") == "error":',
        'response = result_box[0]\n            if response.get("status") == "error" and "trace" not in response:',
    ),
    # An iteration that failed fails its inline Map, and what has not begun never does (Step Functions developer guide,
    # "Map workflow state").
    (
        "services/stepfunctions.py",
        "def run_item(idx, item):\n        try:",
        "def run_item(idx, item):\n        if any(error is not None for error in errors):\n            return\n        try:",
    ),
    # MaxConcurrencyPath of a Distributed Map was not read, so every shard ran at once.
    (
        "services/stepfunctions.py",
        'max_conc = int(state_def.get("MaxConcurrency") or 0)\n    tolerated_pct',
        'max_conc = int(_resolve_path_or_ctx(state_def["MaxConcurrencyPath"], effective, ctx)\n'
        '                   if "MaxConcurrencyPath" in state_def else state_def.get("MaxConcurrency") or 0)\n'
        "    tolerated_pct",
    ),
    # A function signs as a session of its own role. Without AUTH it signed as its account, so nobody that it calls
    # could tell the workers apart.
    (
        "core/lambda_runtime.py",
        "from ministack import app\n\n    if not app.AUTH:\n        return {",
        "if not config.get('Role'):\n        return {",
    ),
    # A schedule's input may hold context attributes (EventBridge Scheduler user guide, "Adding context attributes");
    # they were handed on as they stand.
    (
        "services/scheduler.py",
        'target = sched.get("Target") or {}\n',
        'target = dict(sched.get("Target") or {})\n'
        '            if "Input" in target:\n'
        '                target["Input"] = target["Input"].replace(\n'
        '                    "<aws.scheduler.execution-id>", new_uuid()).replace(\n'
        '                    "<aws.scheduler.schedule-arn>", sched.get("Arn", "")).replace(\n'
        '                    "<aws.scheduler.attempt-number>", "1").replace(\n'
        '                    "<aws.scheduler.scheduled-time>", now_dt.strftime("%Y-%m-%dT%H:%M:%SZ"))\n',
    ),
]

# The type AWS::Events::EventBusPolicy (CloudFormation user guide), which it did not know, by the policies that
# PutPermission keeps.
PATCHES.append(
    (
        "services/cloudformation/provisioners.py",
        "\n_RESOURCE_HANDLERS = {\n",
        '''
def _eb_event_bus_policy_create(logical_id, props, stack_name):
    bus, sid = props.get("EventBusName", "default"), props["StatementId"]
    _eb._remove_permission({"EventBusName": bus, "StatementId": sid})
    policy = _eb._event_bus_policies.setdefault(bus, {"Version": "2012-10-17", "Statement": []})
    policy["Statement"].append({**props["Statement"], "Sid": sid})
    return f"{bus}|{sid}", {}


def _eb_event_bus_policy_delete(physical_id, props):
    bus, sid = physical_id.split("|")
    _eb._remove_permission({"EventBusName": bus, "StatementId": sid})


_RESOURCE_HANDLERS = {
    "AWS::Events::EventBusPolicy": {
        "create": _eb_event_bus_policy_create,
        "update": lambda pid, old, props, sn: _eb_event_bus_policy_create(pid, props, sn),
        "delete": _eb_event_bus_policy_delete,
    },
''',
    )
)

# An alarm on an expression of metrics was refused. There are no metrics of AWS services here, so that no alarm ever
# leaves INSUFFICIENT_DATA: it is kept as one on its first metric.
PATCHES.append(
    (
        "services/cloudformation/provisioners.py",
        """        raise ValueError(
            "AWS::CloudWatch::Alarm Properties.Metrics (metric math) is not supported; "
            "use MetricName and Namespace."
        )
""",
        """        metric = next(m["MetricStat"]["Metric"] for m in props["Metrics"] if "MetricStat" in m)
        props = {**props, **metric}
""",
    )
)

# The type AWS::CloudWatch::CompositeAlarm, which it did not know, by PutCompositeAlarm, which it does.
PATCHES.append(
    (
        "services/cloudformation/provisioners.py",
        """    "AWS::CloudWatch::Dashboard": {
        "create": _cw_dashboard_create,
""",
        """    "AWS::CloudWatch::CompositeAlarm": {
        "create": lambda logical_id, props, stack_name: _cw_composite_alarm_put(props),
        "update": lambda pid, old, props, sn: _cw_composite_alarm_put(props),
        "delete": lambda pid, props: _cw._delete_alarms({}, {"AlarmNames": [pid]}, False, True),
    },
    "AWS::CloudWatch::Dashboard": {
        "create": _cw_dashboard_create,
""",
    )
)
PATCHES.append(
    (
        "services/cloudformation/provisioners.py",
        "def _cw_metric_alarm_record(name, props):\n",
        """def _cw_composite_alarm_put(props):
    status, _, body = _cw._put_composite_alarm({}, props, False, True)
    if status >= 400:
        raise ValueError(str(body))
    name = props["AlarmName"]
    return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}


def _cw_metric_alarm_record(name, props):
""",
    )
)

# A condition of CloudFormation may compare pseudo parameters (CloudFormation user guide, "Conditions section syntax"); here
# `Ref: AWS::Region` was that text itself, so what stands in one Region alone was made in none.
PATCHES.append(
    (
        "services/cloudformation/engine.py",
        """                if pname in params:
                    return params[pname]["Value"]
                return pname
            if "Fn::Equals" in val:
""",
        """                if pname in params:
                    return params[pname]["Value"]
                pseudo = {"AWS::Region": get_region(), "AWS::AccountId": get_account_id(), "AWS::Partition": "aws"}
                return pseudo.get(pname, pname)
            if "Fn::Equals" in val:
""",
    )
)

for name, found, instead in PATCHES + POLICY_PATCHES:
    file = pathlib.Path(ministack.__file__).parent / name
    text = file.read_text()
    if text.count(found) != 1:
        raise SystemExit(f"{name} has this {text.count(found)} times, not once: {found!r}")
    file.write_text(text.replace(found, instead))
