import { roleUsers } from "../../aws/role-users.ts";
import type { PolicySet } from "../../iam/layers.ts";
import type { RequestInput } from "../../iam/request.ts";
import type { RequestFamily } from "../../iam/search/question.ts";
import type { Step } from "./forged-chain.ts";
import type { Reason } from "../../model/value.ts";
import { ownTagsUnknown, requestsOf, type Scene, type Way } from "./forging-requests.ts";

/** How an exempt principal can be come by. */
export type Cause =
  /** By way of a trusted role that can be come by. */
  | "detour"
  | "assumable"
  | "created"
  | "trust-changed"
  | "replaced"
  | "passed"
  | "credentials"
  | "user-created"
  | "role-tagged"
  | "user-tagged"
  | "session-tagged";

/** A chain of requests that ends with somebody untrusted in an exempt principal's place. */
export interface Chain {
  readonly cause: Cause;
  /** The principals that it can be about, as patterns. */
  readonly targets: readonly string[];
  /** All but the change of the tag. */
  readonly steps: readonly Step[];
  /** The service that acts as the role. */
  readonly service?: string;
  /** Why it is open whether the requests are enough, where they get through. */
  readonly doubt?: Reason;
}

/** A role that is there, with what its trust policy tells. */
export interface ExemptRole {
  readonly arn: string;
  readonly trust: PolicySet;
  /** Roles and users that the trust policy names in full: the role is there for them. */
  readonly named: readonly string[];
  readonly services: readonly string[];
}

/** The calls by which an exemption can be come by, in lower case. */
export const forgingActions: readonly string[] = [
  "iam:attachrolepolicy",
  "iam:attachuserpolicy",
  "iam:createaccesskey",
  "iam:createloginprofile",
  "iam:createrole",
  "iam:createuser",
  "iam:deleterole",
  "iam:passrole",
  "iam:putrolepolicy",
  "iam:putuserpolicy",
  "iam:tagrole",
  "iam:taguser",
  "iam:updateassumerolepolicy",
  "iam:updateloginprofile",
  "sts:assumerole",
  "sts:tagsession",
];

/**
 * The root user cannot assume a role.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
const assuming = { action: "sts:AssumeRole", by: "role or user" } as const;

/**
 * Ways to a role that is exempt.
 *
 * A new role can do nothing until it is given a policy, and IAM deletes no role that has one.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 *
 * @param targets - ARNs of exempt roles, as patterns
 * @param creatable - whether there can be room for a new one
 * @param roles - exempt roles that the input tells of
 */
export function waysToRole(
  targets: readonly string[],
  creatable: boolean,
  roles: readonly ExemptRole[],
  scene: Scene,
): readonly Chain[] {
  const step = (...ways: readonly Made[]): Step => stepOf(ways, scene);
  const existing = (action: string): Step =>
    step({ action, by: "anybody", context: ownTagsUnknown });
  const permission = step(
    { action: "iam:PutRolePolicy", by: "anybody", context: {} },
    { action: "iam:AttachRolePolicy", by: "anybody", context: {} },
  );
  const creation = step({ action: "iam:CreateRole", by: "anybody", context: {} });
  const assumption = step({ ...assuming, context: {} });
  const making = [creation, permission, assumption];
  const emptied = ["iam:DetachRolePolicy", "iam:DeleteRolePolicy"].map(existing);
  const emptiedByOne = step(
    { action: "iam:DetachRolePolicy", by: "anybody", context: ownTagsUnknown },
    { action: "iam:DeleteRolePolicy", by: "anybody", context: ownTagsUnknown },
  );
  const replaced = [existing("iam:DeleteRole"), creation, permission];
  const changed = [existing("iam:UpdateAssumeRolePolicy")];
  return [
    ...roles.map(({ arn, trust, named }): Chain => {
      const way = { ...assuming, context: ownTagsUnknown, trust, except: named };
      return { cause: "assumable", targets: [arn], steps: [step(way)] };
    }),
    ...(creatable ? [{ cause: "created", targets, steps: making } as const] : []),
    {
      cause: "trust-changed",
      targets,
      steps: [...changed, step({ ...assuming, context: ownTagsUnknown })],
    },
    ...roles.flatMap(({ arn, services }) =>
      services.flatMap((service) => passing(arn, service, scene)),
    ),
    { cause: "replaced", targets, steps: [...emptied, ...replaced, assumption] },
    {
      cause: "replaced",
      targets,
      steps: [emptiedByOne, ...replaced, assumption],
      doubt: oneKindOfPolicy,
    },
    { cause: "replaced", targets, steps: [...emptied, ...replaced], doubt: outsiders },
    { cause: "trust-changed", targets, steps: changed, doubt: outsiders },
    ...(creatable
      ? [{ cause: "created", targets, steps: [creation, permission], doubt: outsiders } as const]
      : []),
  ];
}

const outsiders: Reason = {
  code: "not-in-input",
  detail:
    "service control policies let somebody untrusted write the trust policy of an exempt role, and it could let in principals of another account or a service, whom they do not bind",
  place: undefined,
};

const oneKindOfPolicy: Reason = {
  code: "not-in-input",
  detail:
    "service control policies let somebody untrusted replace an exempt role as soon as it holds no policies, and nothing tells whether it has some that cannot be taken away",
  place: undefined,
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
function passing(arn: string, service: string, scene: Scene): readonly Chain[] {
  const user = roleUsers.get(service);
  if (user === undefined) return [];
  const { partition, account } = scene.cluster;
  const region = scene.cluster.region ?? scene.cluster.arn.split(":")[3] ?? "";
  const [prefix = "", , ...rest] = user.resource.split(":");
  const resource = `arn:${partition}:${prefix}:${region}:${account}:${rest.join(":")}`;
  const handed: Made = {
    action: "iam:PassRole",
    by: "anybody",
    context: { "iam:PassedToService": { kind: "is", values: service } },
  };
  const used: Made = { action: user.action, by: "anybody", context: {}, resource: [resource] };
  return [
    {
      cause: "passed",
      targets: [arn],
      steps: [stepOf([handed], scene), { ...stepOf([used], scene), targetOf: () => arn }],
      service,
    },
  ];
}

/**
 * Ways to a user who is exempt.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
 *
 * @param targets - ARNs of exempt users, as patterns
 * @param creatable - whether there can be room for a new one
 */
export function waysToUser(
  targets: readonly string[],
  creatable: boolean,
  scene: Scene,
): readonly Chain[] {
  const { partition, account } = scene.cluster;
  const step = (...ways: readonly Made[]): Step => stepOf(ways, scene);
  const anew = { by: "anybody", context: {} } as const;
  const existing = { by: "anybody", context: ownTagsUnknown } as const;
  const groups = [`arn:${partition}:iam::${account}:group/*`];
  const making = [
    step({ action: "iam:CreateUser", ...anew }),
    step(
      { action: "iam:PutUserPolicy", ...anew },
      { action: "iam:AttachUserPolicy", ...anew },
      { action: "iam:AddUserToGroup", ...anew, resource: groups },
    ),
    step({ action: "iam:CreateAccessKey", ...anew }, { action: "iam:CreateLoginProfile", ...anew }),
  ];
  const entering = step(
    { action: "iam:CreateAccessKey", ...existing },
    { action: "iam:UpdateLoginProfile", ...existing },
    { action: "iam:CreateLoginProfile", ...existing },
  );
  return [
    ...(creatable ? [{ cause: "user-created", targets, steps: making } as const] : []),
    { cause: "credentials", targets, steps: [entering] },
  ];
}

/**
 * Ways to a tag that exempts. Session tags come before those of the role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html
 *
 * @param key - the tag's
 * @param values - patterns of the values that exempt; undefined for any
 * @param value - one of them, to be tried first
 */
export function waysToTag(
  key: string,
  values: readonly string[] | undefined,
  value: string | undefined,
  scene: Scene,
): readonly Chain[] {
  const start = `arn:${scene.cluster.partition}:iam::${scene.cluster.account}:`;
  const context = {
    [`aws:RequestTag/${key}`]: {
      kind: "any",
      optional: false,
      ...(values === undefined ? {} : { like: values }),
      ...(value === undefined ? {} : { preferred: [value] }),
    },
  } as const;
  const step = (made: Omit<Made, "context">): Step => stepOf([{ ...made, context }], scene);
  const roles = [`${start}role/*`];
  return [
    {
      cause: "role-tagged",
      targets: roles,
      steps: [step({ action: "iam:TagRole", by: "anybody" })],
    },
    {
      cause: "session-tagged",
      targets: roles,
      steps: [step(assuming), step({ action: "sts:TagSession", by: "role or user" })],
    },
    {
      cause: "user-tagged",
      targets: [`${start}user/*`],
      steps: [step({ action: "iam:TagUser", by: "anybody" })],
    },
  ];
}

/** A way whose resource is the target, where it has none of its own. */
type Made = Omit<Way, "resource"> & { readonly resource?: readonly string[] };

/** Tags as a request before set them. */
function asBefore(
  context: RequestFamily["context"],
  before: RequestInput | undefined,
): RequestFamily["context"] {
  const told = Object.entries(before?.context ?? {}).flatMap(([name, values]) =>
    Object.hasOwn(context, name) ? [[name, { kind: "is", values } as const] as const] : [],
  );
  return { ...context, ...Object.fromEntries(told) };
}

function stepOf(ways: readonly Made[], scene: Scene): Step {
  const [first] = ways;
  return {
    families: (targets, before) =>
      ways.map((way) => {
        const resource = way.resource ?? targets;
        const context = asBefore(way.context, before);
        return requestsOf({ ...way, resource, context }, scene, before?.principal);
      }),
    layers: first?.trust === undefined ? scene.layers : { ...scene.layers, resource: first.trust },
    targetOf: ({ resource }: RequestInput) => resource,
  };
}
