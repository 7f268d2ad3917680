import {
  excerpt,
  native,
  nothing,
  open,
  text,
  type ClassDatum,
  type Datum,
  type NamespaceDatum,
  type Spot,
} from "../datum.ts";
import { libraryClass, nameFrom, space } from "../library.ts";
import { spelledArguments } from "../cdk/l1.ts";
import { awsxVpcClass, eksClusterClass } from "./components.ts";
import { assumePolicy, callerIdentity, lookUp, policyDocument } from "./lookups.ts";
import { pulumiModule } from "./outputs.ts";
import { outputOf, providerOf, resourceClass } from "./resource.ts";
import { PulumiResource, Stack } from "./state.ts";
import { classicTypes, lookups, nativeType } from "./types.ts";

export { resourcesOf } from "./resources.ts";
export { Stack };

/**
 * A module of Pulumi's AWS libraries; undefined for what is none.
 *
 * @param specifier - `@pulumi/aws`, `@pulumi/aws/eks`, `@pulumi/pulumi`
 */
export function pulumiLibrary(
  stack: Stack,
  specifier: string,
  at: Spot,
): NamespaceDatum | undefined {
  if (specifier === "@pulumi/pulumi") return pulumiModule(stack, at);
  const parts = /^@pulumi\/(aws|awsx|eks|aws-native)(?:\/([a-z0-9]+))?(?:\/[A-Za-z0-9]+)?$/.exec(
    specifier,
  );
  // What other libraries of Pulumi make is nothing of AWS's.
  if (parts === null) {
    return specifier.startsWith("@pulumi/") ? otherLibrary(specifier, at) : undefined;
  }
  const [, name = "", module] = parts;
  return space(name, at, (key, here) => {
    if (key === "default") return pulumiLibrary(stack, specifier, here);
    return module === undefined
      ? outermost(stack, name, key, here)
      : within(stack, name, module, key, here);
  });
}

function otherLibrary(specifier: string, at: Spot): NamespaceDatum {
  return space(specifier, at, (name, here) =>
    /^[A-Z]/.test(name) ? plainClass(name, here) : otherLibrary(specifier, here),
  );
}

function outermost(stack: Stack, library: string, name: string, at: Spot): Datum | undefined {
  if (name === "Provider") return providerClass(at);
  if (library === "eks")
    return name === "Cluster" ? eksClusterClass(stack, at) : plainClass(name, at);
  if (name === "config") return open(at, `${excerpt(at)} is set in the configuration of the stack`);
  if (/^getCallerIdentity(?:Output)?$/.test(name))
    return native(name, at, (call) => callerIdentity(stack, call));
  if (/^get[A-Z]/.test(name)) return reading(name, at);
  if (/^[A-Z]/.test(name)) return plainClass(name, at);
  return space(`${library}.${name}`, at, (key, here) => within(stack, library, name, key, here));
}

function within(
  stack: Stack,
  library: string,
  module: string,
  name: string,
  at: Spot,
): Datum | undefined {
  const key = `${module}.${name}`;
  if (library === "awsx") {
    return key === "ec2.Vpc" || key === "ec2.DefaultVpc"
      ? awsxVpcClass(stack, key === "ec2.DefaultVpc", at)
      : plainClass(name, at);
  }
  if (library === "aws-native") {
    const type = nativeType(module, name);
    return type === undefined ? plainClass(name, at) : nativeClass(stack, type, at);
  }
  if (/^getPolicyDocument(?:Output)?$/.test(name) && module === "iam")
    return native(name, at, policyDocument);
  if (name === "assumeRolePolicyForPrincipal" && module === "iam")
    return native(name, at, assumePolicy);
  const looked = lookups.get(key.replace(/Output$/, ""));
  if (looked !== undefined) return native(name, at, (call) => lookUp(stack, looked, call));
  if (/^get[A-Z]/.test(name)) return reading(name, at);
  const type = classicTypes.get(key);
  if (type !== undefined) return resourceClass(stack, type, at);
  return /^[A-Z]/.test(name) ? plainClass(name, at) : undefined;
}

/** A function that reads from AWS. */
function reading(name: string, at: Spot): Datum {
  return native(name, at, (call) =>
    open(call.at, `${excerpt(call.at)} is read from AWS`, { code: "not-in-input", there: true }),
  );
}

/** `new aws.Provider(name, args)` */
function providerClass(at: Spot): ClassDatum {
  return libraryClass("Provider", at, {
    construct: (object, call) => {
      object.fields.set("#args", call.args[1] ?? call.rest ?? nothing(object.at));
    },
  });
}

/** A class of which nothing is judged. */
function plainClass(name: string, at: Spot): ClassDatum {
  return libraryClass(name, at, {
    construct: () => undefined,
    member: (object, member, here) =>
      open(here, `it depends on \`${name}.${member}\`, which is known only after deployment`, {
        code: "known-after-apply",
        there: object.rest === undefined,
      }),
    own: (member, here) => (/^[A-Z]/.test(member) ? text(member, here) : undefined),
  });
}

/** `new aws_native.ec2.Vpc(name, args, opts)` */
function nativeClass(stack: Stack, type: string, at: Spot): ClassDatum {
  return libraryClass(type, at, {
    construct: (object, call) => {
      const [name, args, options] = call.args;
      const resource = new PulumiResource({
        ecosystem: "cloudformation",
        type,
        address: stack.unique(`${type}.${nameFrom(name)}`),
        properties: spelledArguments(args ?? call.rest, object.at),
        at: object.at,
        maybe: call.machine.maybe,
        provider: providerOf(options ?? call.rest, object.at),
      });
      stack.resources.push(resource);
      object.nature = resource;
    },
    member: (object, member, here) => outputOf(object, member, here),
  });
}
