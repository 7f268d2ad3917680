import { inFile, type Change, type Mutation } from "./mutation.ts";
import { search } from "./search.ts";

/** Operators that say the opposite. */
const opposites: readonly Mutation[] = [
  ...inFile(
    "conditions/string-operators.ts",
    ["StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"].map((name): Change => [
      `${name} is not negated`,
      `operator("${name}", true`,
      `operator("${name}", false`,
    ]),
  ),
  ...inFile(
    "conditions/string-operators.ts",
    ["StringEquals", "StringEqualsIgnoreCase", "StringLike"].map((name): Change => [
      `${name} is negated`,
      `operator("${name}", false`,
      `operator("${name}", true`,
    ]),
  ),
  ...inFile(
    "conditions/arn-operators.ts",
    ["ArnNotEquals", "ArnNotLike"].map((name): Change => [
      `${name} is not negated`,
      `["${name}", true]`,
      `["${name}", false]`,
    ]),
  ),
  ...inFile(
    "conditions/arn-operators.ts",
    ["ArnEquals", "ArnLike"].map((name): Change => [
      `${name} is negated`,
      `["${name}", false]`,
      `["${name}", true]`,
    ]),
  ),
  ...inFile("conditions/ip-operators.ts", [
    ["NotIpAddress is not negated", `["NotIpAddress", true]`, `["NotIpAddress", false]`],
    ["IpAddress is negated", `["IpAddress", false]`, `["IpAddress", true]`],
    [
      "ranges contain in the other direction",
      "containsRange(range, given)",
      "containsRange(given, range)",
    ],
  ]),
  ...inFile("conditions/ordered-operators.ts", [
    ["NotEquals is not negated", `"NotEquals", negated: true`, `"NotEquals", negated: false`],
    [
      "Equals takes less",
      `"Equals", negated: false, met: (order) => order === 0`,
      `"Equals", negated: false, met: (order) => order <= 0`,
    ],
    ["LessThan takes the same", "order < 0", "order <= 0"],
    ["LessThanEquals does not take the same", "order <= 0", "order < 0"],
    ["GreaterThan takes the same", "order > 0", "order >= 0"],
    ["GreaterThanEquals does not take the same", "order >= 0", "order > 0"],
    [
      "dates are compared the other way round",
      "a < b ? -1 : a > b ? 1 : 0",
      "a < b ? 1 : a > b ? -1 : 0",
    ],
  ]),
  ...inFile("conditions/bool-operator.ts", [
    ["Bool says the opposite", "given === wanted", "given !== wanted"],
    ["Bool has case", "text?.toLowerCase()", "text"],
  ]),
  ...inFile("conditions/binary-operator.ts", [
    ["BinaryEquals says the opposite", "given === wanted", "given !== wanted"],
  ]),
  ...inFile("conditions/operators.ts", [
    [
      "Null says the opposite",
      `(missing === "true") === wanted`,
      `(missing === "true") !== wanted`,
    ],
    [
      "IfExists is passed over",
      "return { operator, set, ifExists };",
      "return { operator, set, ifExists: false };",
    ],
    [
      "set operators are passed over",
      "return { operator, set, ifExists };",
      "return { operator, set: undefined, ifExists };",
    ],
  ]),
];

/** Cases, wildcards, keys that are not there, several values. */
const conditions: readonly Mutation[] = [
  ...inFile("conditions/string-operators.ts", [
    [
      "StringEquals has no case",
      "return (value) => value === wanted;",
      "return (value) => value.toLowerCase() === wanted.toLowerCase();",
    ],
    ["StringEqualsIgnoreCase has case", "value.toLowerCase() === wanted", "value === wanted"],
    [
      "StringEquals takes wildcards",
      `operator("StringEquals", false, equals)`,
      `operator("StringEquals", false, like)`,
    ],
    [
      "StringLike takes no wildcards",
      `operator("StringLike", false, like)`,
      `operator("StringLike", false, equals)`,
    ],
  ]),
  ...inFile("arn-pattern.ts", [
    ["components of an ARN are not apart", "tokens.push(colons < 5 ?", "tokens.push(colons < 0 ?"],
    ["a colon ends the resource", "tokens.push(colons < 5 ?", "tokens.push(colons < 6 ?"],
  ]),
  ...inFile("pattern-pieces.ts", [
    ["a gap within a component crosses colons", "colon === -1 || colon >= to", "to >= from"],
    [
      "a pattern need not reach the end",
      "return at === subject.length",
      "return at <= subject.length",
    ],
    ["pieces overlap", "at = found + piece.text.length", "at = found"],
  ]),
  ...inFile("pattern.ts", [
    [
      "a gap within components may follow one across them",
      'if (token === starWithin && gap === "wide") return undefined;',
      "",
    ],
    ["? takes any number of characters", "tokens.push(any);", "tokens.push(star);"],
    [
      "* takes one character",
      "if (tokens.at(-1) !== star) tokens.push(star);",
      "tokens.push(any);",
    ],
  ]),
  ...inFile("conditions/condition.ts", [
    ["IfExists does not help where the key is missing", "if (ifExists) return true;", ""],
    [
      "a negated operator is not met where the key is missing",
      "return operator.negated;",
      "return false;",
    ],
    [
      "a positive operator is met where the key is missing",
      "return operator.negated;",
      "return true;",
    ],
    [
      "ForAllValues is not met where the key is missing",
      `return set === "ForAllValues"`,
      `return set === "ForAnyValue" && false`,
    ],
    [
      "ForAnyValue is met where the key is missing",
      `if (set !== undefined) return set === "ForAllValues";`,
      "if (set !== undefined) return true;",
    ],
    [
      "ForAllValues and ForAnyValue are changed for one another",
      `const all = use.set === "ForAllValues";`,
      `const all = use.set !== "ForAllValues";`,
    ],
    [
      "an empty text is a value of a set",
      `if (values.every((value) => value === "")) return all;`,
      "",
    ],
    [
      "a negated operator with several values is met by one",
      "return operator.negated ? not(met) : met;",
      "return operator.negated ? anyOf(tests, (test) => not(test(value, context))) : met;",
    ],
    [
      "a key of several values needs no set operator",
      "if (!isMultivalued(key, entry)) return anyOf",
      "if (use.set === undefined) return anyOf",
    ],
    ["condition keys have case", "key: condition.key.toLowerCase()", "key: condition.key"],
  ]),
  ...inFile("variables.ts", [
    ["version 2008-10-17 has variables", `version === "2008-10-17" || `, ""],
    [
      "a variable's default is passed over",
      "if (piece.fallback === undefined) return",
      'if (piece.fallback !== "") return',
    ],
  ]),
];

/** What a statement speaks of. */
const statements: readonly Mutation[] = [
  ...inFile("compile.ts", [
    [
      "actions have case",
      "compilePattern([{ text: text.toLowerCase(), wildcards: true }])",
      "compilePattern([{ text, wildcards: true }])",
    ],
    [
      "a variable that is not resolved is open",
      `if (resolved.kind === "unresolved") return "dead";`,
      `if (resolved.kind === "unresolved") return true;`,
    ],
  ]),
  ...inFile("statement-match.ts", [
    [
      "NotAction and NotResource are not negated where an item matches",
      "if (listed === true) return !element.negated;",
      "if (listed === true) return true;",
    ],
    ["NotAction and NotResource match nothing", "return and(not(listed), open);", "return false;"],
    [
      "what NotResource cannot resolve is not open",
      "const open = dead\n",
      "const open = dead && false\n",
    ],
    [
      "principals do not matter",
      "placed(isNamed(naming), statement.principal?.place ?? statement.place)",
      "true",
    ],
    [
      "resources do not matter",
      "placed(matchesElement(resource, request), resource.element.place)",
      "true",
    ],
    [
      "conditions do not matter",
      "placed(meetsCondition(condition, request.context), place)",
      "true",
    ],
    [
      "a statement without a resource matches nothing",
      "? true\n      : placed(matchesElement(resource",
      "? false\n      : placed(matchesElement(resource",
    ],
  ]),
  ...inFile("principal-match.ts", [
    ["NotPrincipal is Principal", "if (!element.negated) return listed;", "return listed;"],
    ["NotPrincipal of everybody spares nobody", "listsEverybody(element) && !bounded", "false"],
    ["NotPrincipal spares who has a boundary", "if (bounded) return true;", ""],
    [
      "an account is of any partition",
      "(arn === undefined || arn.partition === principal.partition)",
      "true",
    ],
    [
      "everybody is nobody",
      "if (element.everyone) return everybody;",
      "if (element.everyone) return nobody;",
    ],
  ]),
];

/** What the layers amount to together. */
const precedence: readonly Mutation[] = [
  ...inFile("decide.ts", [
    [
      "an Allow wins over a Deny",
      `if (deny === true) return { decision: "explicitly-denied", permitted: "no" };`,
      "",
    ],
    [
      "one layer's Deny is enough only in the last",
      "or(truth, gate.verdict.deny), false)",
      "gate.verdict.deny, false)",
    ],
    ["any level of SCPs is enough", "and(truth, gate.open), true)", "or(truth, gate.open), false)"],
    [
      "RCPs must allow",
      `const allow = layer === "rcp" ? true : verdict.allow;`,
      "const allow = verdict.allow;",
    ],
    ["an organisation without levels allows", `(gates.length === 0 && layer === "scp")`, "false"],
    [
      "the root user needs identity policies",
      `if (request.principal.kind === "root") return true;`,
      "",
    ],
    ["the boundary is passed over", `open("permissions-boundary") ?? true`, "true"],
    ["the session policy is passed over", `open("session") ?? true`, "true"],
    [
      "the resource policy is passed over",
      "resource: resource?.verdict.grants",
      "resource: undefined",
    ],
  ]),
  ...inFile("evaluate-layer.ts", [
    ["a Deny allows", `if (effect !== "Deny") verdict = withAllow`, "verdict = withAllow"],
    ["an Allow denies", `if (effect !== "Allow") verdict = withDeny`, "verdict = withDeny"],
    ["endpoint policies name nobody", `["resource", "rcp", "vpc-endpoint"]`, `["resource", "rcp"]`],
    [
      "what is not known of a set does not matter",
      "return set.rest === undefined ? verdict : withRest(verdict, set.rest);",
      "return verdict;",
    ],
  ]),
  ...inFile("binding.ts", [
    [
      "service-linked roles are bound by SCPs",
      "truth: not(serviceLinked(request)),",
      "truth: true,",
    ],
    ["RCPs bind every service", `layer === "rcp" && !rcpServices.has(service)`, "false"],
    ["SCPs bind everybody", `layer === "scp" && !isIamPrincipal(principal)`, "false"],
    [
      "the root user has a boundary",
      `case "permissions-boundary":\n      return {\n        truth: hasIdentityPolicies(principal)`,
      `case "permissions-boundary":\n      return {\n        truth: true`,
    ],
  ]),
  ...inFile("grant.ts", [
    [
      "one side is enough across accounts",
      "if (!sameAccount) return and(any, and(identity ?? true, limits));",
      "if (!sameAccount) return any;",
    ],
    ["a grant to a role is not narrowed", "and(resource.role, limits)", "resource.role"],
    [
      "a grant to a session is narrowed",
      "or(resource.direct, and",
      "or(and(resource.direct, limits), and",
    ],
    [
      "a trust policy need not allow",
      "identity === undefined || resourcePolicyDecides(request)",
      "identity === undefined",
    ],
  ]),
];

/** Every rule that is broken once. */
export const mutations: readonly Mutation[] = [
  ...opposites,
  ...conditions,
  ...statements,
  ...precedence,
  ...search,
];
