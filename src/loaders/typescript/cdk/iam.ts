import {
  excerpt,
  ListDatum,
  MapDatum,
  nothing,
  ObjectDatum,
  open,
  record,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Spot,
} from "../datum.ts";
import { joined } from "../evaluate/operators.ts";
import type { Props } from "../library.ts";
import { add, itemsIn, listAt, put, space, statics } from "../library.ts";
import { constructClass, newConstruct } from "./base.ts";
import { defaultChild } from "./l1.ts";
import { addStatement, documentClass, newDocument, statementClass } from "./policies.ts";
import { principalClass, principalEntries } from "./policy-principals.ts";
import { noProperties, refer, type Construct, type Made, type Tree } from "./tree.ts";

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam-readme.html */
export function iamMember(tree: Tree, name: string, at: Spot): Datum | undefined {
  switch (name) {
    case "PolicyStatement":
      return statementClass(at);
    case "PolicyDocument":
      return documentClass(at);
    case "Effect":
      return space("Effect", at, (member, here) =>
        text(member === "DENY" ? "Deny" : "Allow", here),
      );
    case "Role":
      return holderClass(tree, "Role", at);
    case "User":
      return holderClass(tree, "User", at);
    case "Group":
      return holderClass(tree, "Group", at);
    case "ManagedPolicy":
      return policyClass(tree, true, at);
    case "Policy":
      return policyClass(tree, false, at);
    default:
      return principalClass(name, at);
  }
}

type Holder = "Role" | "User" | "Group";

/** A role, user or group. */
function holderClass(tree: Tree, type: Holder, at: Spot): ClassDatum {
  const lower = type.toLowerCase();
  const made: ClassDatum = constructClass(tree, `aws_iam.${type}`, at, {
    make: (object, construct, props, call) => {
      const properties = props.renamed({
        [`${lower}Name`]: `${type}Name`,
        path: "Path",
        groups: "Groups",
      });
      const boundary = props.get("permissionsBoundary");
      if (boundary !== undefined) put(properties, "PermissionsBoundary", arnOf(boundary));
      const holder = construct.make(`AWS::IAM::${type}`, properties);
      const managed = itemsIn(props.get("managedPolicies"));
      const arns = new ListDatum(
        managed.items.map(arnOf),
        props.get("managedPolicies")?.at ?? object.at,
        managed.rest,
        object.born,
      );
      put(properties, "ManagedPolicyArns", arns);
      inlinePolicies(properties, props.get("inlinePolicies"), object.at);
      if (type === "Role")
        put(properties, "AssumeRolePolicyDocument", trust(props, object.at, call));
      construct.onEscape = (cause) => {
        arns.rest ??= cause;
      };
      object.fields.set(`${lower}Arn`, refer(holder, object.at, "Arn"));
      object.fields.set(`${lower}Name`, refer(holder, object.at));
      object.fields.set("#default", defaultChild(holder, object.at));
    },
    methods: new Map([
      ["addToPolicy", (construct, call) => addToPolicy(construct, type, call)],
      ["addToPrincipalPolicy", (construct, call) => addToPolicy(construct, type, call)],
      [
        "addManagedPolicy",
        (construct, call) => {
          const [holder] = construct.made;
          const [policy] = call.args;
          if (holder !== undefined && policy !== undefined) {
            add(
              listAt(holder.properties, "ManagedPolicyArns", call.at),
              arnOf(policy),
              call.machine,
            );
          }
          return nothing(call.at);
        },
      ],
      [
        "attachInlinePolicy",
        (construct, call) => {
          attach(call.args[0], construct.made[0], `${type}s`, call);
          return nothing(call.at);
        },
      ],
    ]),
    own: statics(
      new Map([
        [`from${type}Arn`, (call: Call) => imported(tree, made, type, call)],
        [`from${type}Name`, (call: Call) => imported(tree, made, type, call)],
        ["fromLookup", (call: Call) => imported(tree, made, type, call)],
      ]),
    ),
  });
  return made;
}

/** The ARN of a managed policy, or what stands for it. */
function arnOf(policy: Datum): Datum {
  if (policy.kind !== "object") return policy;
  return (
    policy.fields.get("managedPolicyArn") ??
    open(policy.at, `the ARN of ${excerpt(policy.at)} is not known`)
  );
}

function trust(props: Props, at: Spot, call: Call): Datum {
  const by =
    props.get("assumedBy") ?? call.rest ?? open(at, "who may assume the role is not known");
  const { entries, conditions, unknown } = principalEntries(by);
  if (unknown !== undefined && entries.length === 0) return unknown;
  const principal = new MapDatum([], by.at, unknown);
  for (const [type, value] of entries) listAt(principal, type, by.at).items.push(value);
  const federated = principal.entries.has("Federated");
  const statement = record(
    {
      Effect: text("Allow", by.at),
      Action: text(federated ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole", by.at),
      Principal: principal,
      Condition: conditions,
    },
    by.at,
  );
  const document = newDocument(by.at);
  put(document, "Statement", new ListDatum([statement], by.at));
  return document;
}

function inlinePolicies(properties: MapDatum, given: Datum | undefined, at: Spot): void {
  if (given === undefined) return;
  if (given.kind !== "map") {
    put(
      properties,
      "Policies",
      new ListDatum(
        [],
        at,
        given.kind === "open" ? given : open(at, `${excerpt(at)} is not known`),
      ),
    );
    return;
  }
  const policies = [...given.entries].map(([name, { key, value }]) =>
    record({ PolicyName: text(name, key), PolicyDocument: value }, key),
  );
  put(properties, "Policies", new ListDatum(policies, given.at, given.rest));
}

function addToPolicy(construct: Construct, type: Holder, call: Call): Datum {
  const [holder] = construct.made;
  if (holder === undefined) return nothing(call.at);
  let policy = construct.made.find((one) => one.type === "AWS::IAM::Policy");
  if (policy === undefined) {
    const properties = noProperties(call.at);
    put(properties, `${type}s`, new ListDatum([refer(holder, call.at)], call.at));
    policy = construct.make("AWS::IAM::Policy", properties, {
      below: "DefaultPolicy",
      at: call.at,
    });
  }
  addStatement(policy.properties, "PolicyDocument", call.args[0], call);
  return record({ statementAdded: { kind: "bool", value: true, at: call.at } }, call.at);
}

/** Gives the policy of an object to a holder. */
function attach(
  policy: Datum | undefined,
  holder: Made | undefined,
  key: string,
  call: Call,
): void {
  const made = policy?.kind === "object" ? policy.fields.get("#made") : undefined;
  const held = made?.kind === "map" ? made : undefined;
  if (held === undefined || holder === undefined) {
    holder?.construct.escape(open(call.at, `what ${excerpt(call.at)} adds is not known`));
    return;
  }
  add(listAt(held, key, call.at), refer(holder, call.at), call.machine);
}

function imported(tree: Tree, of: ClassDatum, type: Holder, call: Call): Datum {
  const object = new ObjectDatum(of, call.at, call.machine.maybe);
  const construct = newConstruct(tree, object, `aws_iam.${type}`, call.args[0], call.args[1], call);
  construct.onEscape = () => undefined;
  const [, , given] = call.args;
  const lower = type.toLowerCase();
  const arn = given?.kind === "text" && given.text.startsWith("arn:") ? given : undefined;
  object.fields.set(
    `${lower}Arn`,
    arn ?? open(call.at, `the ARN of ${excerpt(call.at)} is not known`, { there: true }),
  );
  object.fields.set(
    `${lower}Name`,
    open(call.at, `the name of ${excerpt(call.at)} is not known`, { there: true }),
  );
  return object;
}

/** A policy of its own, managed or inline. */
function policyClass(tree: Tree, managed: boolean, at: Spot): ClassDatum {
  const type = managed ? "ManagedPolicy" : "Policy";
  const made: ClassDatum = constructClass(tree, `aws_iam.${type}`, at, {
    make: (object, construct, props) => {
      const properties = props.renamed(
        managed
          ? { managedPolicyName: "ManagedPolicyName", path: "Path" }
          : { policyName: "PolicyName" },
      );
      const policy = construct.make(`AWS::IAM::${type}`, properties);
      const given = props.get("document");
      const document = given ?? newDocument(object.at);
      const { items, rest } = itemsIn(props.get("statements"));
      put(properties, "PolicyDocument", document, object.at);
      if (document.kind === "map") {
        const statements = listAt(document, "Statement", props.get("statements")?.at ?? object.at);
        statements.items.push(...items);
        statements.rest ??= rest;
      }
      for (const [from, to] of [
        ["roles", "Roles"],
        ["users", "Users"],
        ["groups", "Groups"],
      ] as const) {
        const holders = props.get(from);
        if (holders === undefined) continue;
        const all = itemsIn(holders);
        put(properties, to, new ListDatum(all.items.map(nameOf), holders.at, all.rest));
      }
      construct.onEscape = (cause) => {
        properties.rest ??= cause;
      };
      object.fields.set("managedPolicyArn", refer(policy, object.at));
      object.fields.set("#made", properties);
      object.fields.set("#default", defaultChild(policy, object.at));
    },
    methods: new Map([
      [
        "addStatements",
        (construct, call) => {
          const [policy] = construct.made;
          for (const statement of call.args) {
            if (policy !== undefined)
              addStatement(policy.properties, "PolicyDocument", statement, call);
          }
          return nothing(call.at);
        },
      ],
      ["attachToRole", (construct, call) => attachTo(construct, "Roles", call)],
      ["attachToUser", (construct, call) => attachTo(construct, "Users", call)],
      ["attachToGroup", (construct, call) => attachTo(construct, "Groups", call)],
    ]),
    own: statics(
      new Map([
        // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.ManagedPolicy.html
        [
          "fromAwsManagedPolicyName",
          (call: Call) =>
            withArn(
              made,
              call,
              joined(
                [text("arn:aws:iam::aws:policy/", call.at), call.args[0] ?? nothing(call.at)],
                call.args[0]?.at ?? call.at,
                call.machine.work,
              ),
            ),
        ],
        ["fromManagedPolicyArn", (call: Call) => withArn(made, call, call.args[2])],
        ["fromManagedPolicyName", (call: Call) => withArn(made, call, undefined)],
      ]),
    ),
  });
  return made;
}

function nameOf(holder: Datum): Datum {
  if (holder.kind !== "object") return holder;
  const { fields } = holder;
  return (
    fields.get("roleName") ??
    fields.get("userName") ??
    fields.get("groupName") ??
    open(holder.at, `${excerpt(holder.at)} is not known`)
  );
}

function attachTo(construct: Construct, key: string, call: Call): Datum {
  const [policy] = construct.made;
  const [holder] = call.args;
  if (policy !== undefined && holder !== undefined) {
    add(listAt(policy.properties, key, call.at), nameOf(holder), call.machine);
  }
  return nothing(call.at);
}

function withArn(of: ClassDatum, call: Call, arn: Datum | undefined): Datum {
  const object = new ObjectDatum(of, call.at, call.machine.maybe);
  object.fields.set(
    "managedPolicyArn",
    arn ?? open(call.at, `the ARN of ${excerpt(call.at)} is not known`),
  );
  return object;
}
