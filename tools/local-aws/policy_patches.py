"""What of ministack's authorisation is changed: so that policies on roles and on tables are enforced as on AWS, where the
deployment lane tries them. patches.py applies it."""

PATCHES = []

# Of a request to DynamoDB, policies may look at the partition keys that it names, at the attributes that it writes, and
# at the values that a write returns (DynamoDB developer guide, "Using IAM policy conditions for fine-grained access
# control"). Only the attributes that are read were known here, and `ForAllValues` of what is not known is true.
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
    for item in data.get("TransactItems") or []:
        for each in item.values():
            named(each.get("TableName"), each.get("Key") or each.get("Item") or {}, True)
            attributes.extend((each.get("ExpressionAttributeNames") or {}).values())
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
    if "ReturnValues" in data:
        context["dynamodb:ReturnValues"] = data["ReturnValues"]
""",
    )
)

# PartiQL is authorised by actions of its own, on the table that each statement names (DynamoDB developer guide, "IAM
# security policies with PartiQL for DynamoDB"). Here it was one action, on no table.
PATCHES.append(
    (
        "core/iam_actions.py",
        """    if iam_action not in ("dynamodb:TransactWriteItems", "dynamodb:TransactGetItems"):
        return []
    try:
        data = json.loads(body or b"{}")
    except (json.JSONDecodeError, TypeError, UnicodeDecodeError):
        return []
""",
        """    try:
        data = json.loads(body or b"{}")
    except (json.JSONDecodeError, TypeError, UnicodeDecodeError):
        return []
    if iam_action in ("dynamodb:ExecuteStatement", "dynamodb:BatchExecuteStatement", "dynamodb:ExecuteTransaction"):
        statements = data.get("Statements") or data.get("TransactStatements") or [data]
        texts = [one.get("Statement") or "" for one in statements]
        verbs = [re.findall(r"\\w+", text)[:1] or [""] for text in texts]
        tables = [re.findall(r'(?i)\\b(?:into|update|from)\\s+"?([\\w.-]+)', text)[:1] or ["*"] for text in texts]
        return [
            (f"dynamodb:PartiQL{verb.capitalize()}", _dynamodb_table_arn(table, region, account_id))
            for [verb], [table] in zip(verbs, tables)
        ]
    if iam_action not in ("dynamodb:TransactWriteItems", "dynamodb:TransactGetItems"):
        return []
""",
    )
)

# A table's own policy was kept and not enforced: a Deny in it now denies (DynamoDB developer guide, "Using
# resource-based policies"). In CloudFormation it is a property of a replica, which was not read.
PATCHES.append(
    (
        "core/iam_evaluator.py",
        """    "kinesis": ("kinesis", "stream_policy_for_arn"),
}
""",
        """    "kinesis": ("kinesis", "stream_policy_for_arn"),
    "dynamodb": ("dynamodb", "table_policy_for_arn"),
}
""",
    )
)
PATCHES.append(
    (
        "services/dynamodb.py",
        "def _put_resource_policy(data):\n",
        """def table_policy_for_arn(arn):
    table = arn.split("/index/")[0]
    return (_resource_policies.get(table) or {}).get("Policy") or "", arn.split(":")[4]


def _put_resource_policy(data):
""",
    )
)
PATCHES.append(
    (
        "services/cloudformation/provisioners.py",
        """    return _ddb_create(logical_id, translated, stack_name)


def _ddb_global_table_delete(physical_id, props):
""",
        """    name, attrs = _ddb_create(logical_id, translated, stack_name)
    _ddb_replica_policy(attrs["Arn"], props)
    return name, attrs


def _ddb_replica_policy(arn, props):
    here = next((r for r in props.get("Replicas") or [] if r.get("Region") == get_region()), {})
    document = (here.get("ResourcePolicy") or {}).get("PolicyDocument")
    _dynamodb._delete_resource_policy({"ResourceArn": arn})
    if document is not None:
        _dynamodb._put_resource_policy({"ResourceArn": arn, "Policy": json.dumps(document)})


def _ddb_global_table_delete(physical_id, props):
""",
    )
)
PATCHES.append(
    (
        "services/cloudformation/provisioners.py",
        "    return _ddb_update(physical_id, old_props, translated, stack_name)\n",
        """    name, attrs = _ddb_update(physical_id, old_props, translated, stack_name)
    _ddb_replica_policy(attrs["Arn"], new_props)
    return name, attrs
""",
    )
)

# Of a session of a role `aws:PrincipalArn` is the role's own ARN, with its path (IAM user guide, "AWS global condition
# context keys"); it was the session's.
PATCHES.append(
    (
        "core/iam_evaluator.py",
        """    if k == "aws:principalarn":
        return ctx.principal_arn
""",
        """    if k == "aws:principalarn":
        if ctx.principal_type != "AssumedRole":
            return ctx.principal_arn
        from ministack.services import iam as iam_svc

        name = _role_name_from_assumed_arn(ctx.principal_arn)
        role = iam_svc._roles.get_scoped(ctx.principal_account, None, name) or {}
        return role.get("Arn") or f"arn:aws:iam::{ctx.principal_account}:role/{name}"
""",
    )
)
