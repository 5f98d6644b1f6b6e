"""What of ministack is changed after it is installed: each place where it departs from AWS in a way that would fail a
right project, or let a wrong one pass. A place that is not found exactly once fails the installation, so that a newer
ministack is looked at again."""

import pathlib

import ministack

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

# Of a request to DynamoDB, policies may look at the partition keys that it names, and at the attributes that it writes
# (DynamoDB developer guide, "Using IAM policy conditions for fine-grained access control"). Only the attributes that are
# read were known here, and `ForAllValues` of what is not known is true.
PATCHES.append(
    (
        "core/iam_actions.py",
        """    context = {}
    if attributes:
        context["dynamodb:Attributes"] = attributes
""",
        """    from ministack.services import dynamodb

    leading = []

    def named(table_name, item, is_written):
        key = item.get((dynamodb._tables.get(table_name) or {}).get("pk_name")) or {}
        leading.extend(key.values())
        if is_written:
            attributes.extend(item)

    if "Key" in data:
        named(data.get("TableName"), data["Key"], "UpdateExpression" in data)
    if "Item" in data:
        named(data.get("TableName"), data["Item"], True)
    for table_name, requests in (data.get("RequestItems") or {}).items():
        if isinstance(requests, dict):
            for key in requests.get("Keys", []):
                named(table_name, key, False)
            continue
        for request in requests:
            if "PutRequest" in request:
                named(table_name, request["PutRequest"]["Item"], True)
            else:
                named(table_name, request["DeleteRequest"]["Key"], False)
    if "UpdateExpression" in data:
        attributes.extend(names.values())
    for name, value in re.findall(r"([#\\w]+)\\s*=\\s*(:\\w+)", data.get("KeyConditionExpression") or ""):
        given = (data.get("ExpressionAttributeValues") or {}).get(value)
        if given is not None:
            named(data.get("TableName"), {names.get(name, name): given}, False)

    context = {}
    if attributes:
        context["dynamodb:Attributes"] = attributes
    if leading:
        context["dynamodb:LeadingKeys"] = leading
""",
    )
)

for name, found, instead in PATCHES:
    file = pathlib.Path(ministack.__file__).parent / name
    text = file.read_text()
    if text.count(found) != 1:
        raise SystemExit(f"{name} has this {text.count(found)} times, not once: {found!r}")
    file.write_text(text.replace(found, instead))
