import { inFile, type Mutation } from "./mutation.ts";

/** What requests have in common, and how the search reads them. */
export const search: readonly Mutation[] = [
  ...inFile("request.ts", [
    [
      "aws:TagKeys do not follow from the tags",
      "if (tagKeys.length > 0) add",
      "if (tagKeys.length > 99) add",
    ],
    ["aws:PrincipalArn does not follow", `["aws:principalarn", arn],`, ""],
  ]),
  ...inFile("search/condition-formula.ts", [
    [
      "a missing key is passed over",
      "exactly(missingKey(use) ? always : never)]);\n  if (compare",
      "exactly(never)]);\n  if (compare",
    ],
    ["ForAllValues asks for some", `use.set === "ForAllValues" ? "all" : "some"`, `"some"`],
    ["negated operators are positive", "use.operator.negated ? not(met) : met", "met"],
  ]),
  ...inFile("search/tag-keys.ts", [
    [
      "the tags of a request are not tied to its tag keys",
      `quantity: "all", language, inside: false`,
      `quantity: "all", language, inside: true`,
    ],
  ]),
  ...inFile("search/ask.ts", [
    [
      "what AWS may judge otherwise gets through",
      'answer.kind !== "yes" || doubt === undefined',
      'answer.kind !== "yes" || doubt !== undefined',
    ],
  ]),
  ...inFile("search/proof.ts", [
    [
      "a proof keeps what it does not need",
      "if (isNone([...rules, ...others",
      "if (size < 0 && isNone([...rules, ...others",
    ],
  ]),
  ...inFile("search/solver.ts", [
    [
      "the last part of a choice is not tried",
      "choice.next < choice.parts.length",
      "choice.next < choice.parts.length - 1",
    ],
  ]),
  ...inFile("search/gates.ts", [
    [
      "service-linked roles are bound by SCPs",
      'return this.#isNone(caller.variable, this.#serviceLinkedRoles());\n      case "rcp"',
      'return exactly(always);\n      case "rcp"',
    ],
  ]),
  ...inFile("search/contradict.ts", [
    [
      "constraints on other components contradict",
      "left.index === right.index && left.separator === right.separator",
      "left.separator === right.separator",
    ],
    [
      "one text that is left out contradicts",
      "allowed.every((text) => !automata",
      "allowed.some((text) => !automata",
    ],
  ]),
  ...inFile("search/sequence-pieces.ts", [
    ["a gap that stops at colons crosses them", '? "within" : undefined', '? "wide" : undefined'],
  ]),
  ...inFile("search/shortest.ts", [
    [
      "a text need not end where a pattern does",
      "state.accepts === inside",
      "state.accepts || inside",
    ],
  ]),
  ...inFile("search/name-limits.ts", [
    ["a name has any length", "if (name.length > mostOfName) return longNames;", ""],
    [
      "a path has any length",
      ">= mostOfPath ? longPaths : undefined",
      "< 0 ? longPaths : undefined",
    ],
    ["a name is shorter than it may be", "const mostOfName = 64;", "const mostOfName = 63;"],
    ["a path is shorter than it may be", "const mostOfPath = 512;", "const mostOfPath = 511;"],
    [
      "a divided name need not be one of the family",
      "[...variable.within, outside(longPaths)]",
      "[outside(longPaths)]",
    ],
    [
      "a divided name need not meet what the whole one did",
      "formulas.every((formula) =>",
      "formulas.some((formula) =>",
    ],
  ]),
  ...inFile("search/prepared.ts", [
    [
      "a session that a policy names is as any other of its role",
      '["unnamed" as const, ...sessions]',
      '["unnamed" as const]',
    ],
  ]),
  ...inFile("search/caller.ts", [
    ["a session can be of a role beside a trusted one by its name", "roleArn ?? known", "roleArn"],
  ]),
  ...inFile("search/principal-formula.ts", [
    [
      "a session can be of a role of any path",
      "if (roleArn !== undefined) return texts([roleArn]);",
      "",
    ],
    [
      "a session is of a role without a path",
      "    [...start, many(anyChar), ...spelled(`/${role}`)],\n",
      "",
    ],
    [
      "a session is not named by its ARN",
      "session.arn === named.arn",
      "session.role === named.arn",
    ],
    [
      "a session that no policy names is one that is named",
      'if (session === "unnamed") return exactly(never);',
      'if (session === "unnamed") return exactly(always);',
    ],
    [
      "a session of any name is none that is named",
      "{ certainly: never, possibly: textIn(variable, rolesOf(named)) }",
      "exactly(never)",
    ],
    ["a session is like no pattern", "isLikeSession ? always : every", "false ? always : every"],
  ]),
  ...inFile("search/mentions.ts", [
    [
      "a session is of a role of another account",
      "keyOf = (account: string, role: string): string => `${account}/${role}`",
      "keyOf = (_: string, role: string): string => role",
    ],
  ]),
  ...inFile("search/automaton.ts", [
    [
      "a text that goes on fits where it did before",
      'if (latest?.match === "always" && text',
      'if (latest?.match !== undefined && latest.match !== "no" && text',
    ],
  ]),
];
