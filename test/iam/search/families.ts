import { readRequestFile } from "../../../src/iam/read-request.ts";
import type { Layers } from "../../../src/iam/layers.ts";
import type { PrincipalFamily, RequestFamily } from "../../../src/iam/search/question.ts";
import { requestValue } from "../request-value.ts";

/** Lets everything through, as AWS's own `FullAWSAccess` does. */
export const fullAccess = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** @returns the layers of a request file's `policies` */
export function layersOf(policies: object): Layers {
  const request = { principal: "111122223333", action: "eks:TagResource", resource: "*" };
  const read = readRequestFile(requestValue({ request, policies }));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("; "));
  return read.layers ?? {};
}

const account = "arn:aws:iam::111122223333:";

/** Everybody in an account but the role `Admin` and service-linked roles. */
export const untrusted: PrincipalFamily & { readonly kind: "any" } = {
  kind: "any",
  kinds: ["role", "user", "federated-user", "root"],
  partition: "aws",
  among: ["arn:aws:*::111122223333:*"],
  except: ["arn:aws:iam::*:role/Admin", "arn:aws:iam::*:role/aws-service-role/*"],
  exceptAccounts: [],
  preferred: [`${account}role/untrusted`],
};

const cluster = {
  principal: untrusted,
  resource: ["arn:aws:eks:us-east-1:111122223333:cluster/prod"],
  organization: { kind: "any" },
} as const;

/** Setting the tag on a cluster of which it has this value, or none, to any other. */
export function setting(state: "true" | "false" | undefined): RequestFamily {
  return {
    ...cluster,
    action: "eks:TagResource",
    context: {
      "aws:ResourceTag/GuardDutyManaged":
        state === undefined ? { kind: "absent" } : { kind: "is", values: state },
      "aws:RequestTag/GuardDutyManaged": {
        kind: "any",
        optional: false,
        unlike: state === undefined ? [] : [state],
        preferred: ["false", "true", "False"],
      },
    },
  };
}

/** Removing the tag from a cluster of which it has this value. */
export function removing(state: "true" | "false"): RequestFamily {
  return {
    ...cluster,
    action: "eks:UntagResource",
    context: {
      "aws:ResourceTag/GuardDutyManaged": { kind: "is", values: state },
      "aws:TagKeys": { kind: "including", values: ["GuardDutyManaged"] },
    },
  };
}
