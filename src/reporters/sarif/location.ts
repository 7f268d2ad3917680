import type { Location as SarifLocation, PhysicalLocation, Region as SarifRegion } from "sarif";
import type { Frame, Location, Region } from "../../model/report.ts";
import { printableLines } from "../printable.ts";
import { plainText } from "./message.ts";
import { relativeUri } from "./uri.ts";

/**
 * A place as SARIF writes it.
 *
 * @param location - the place
 * @param quoted - whether the lines of the place are written as well
 * @returns the location; undefined where GitHub could not show it
 */
export function sarifLocation(location: Location, quoted: boolean): SarifLocation | undefined {
  const uri = relativeUri(location.path);
  if (uri === undefined || !isRegion(location.region)) return undefined;
  const physicalLocation: PhysicalLocation = {
    artifactLocation: { uri, uriBaseId: "%SRCROOT%" },
    region: {
      ...regionOf(location.region),
      ...(quoted ? snippetOf(location.frame) : {}),
    },
  };
  return {
    physicalLocation,
    ...(location.address === undefined || location.address === ""
      ? {}
      : {
          logicalLocations: [{ fullyQualifiedName: plainText(location.address), kind: "resource" }],
        }),
  };
}

/** Everything from 1 on, and the end not before the start. */
function isRegion({ startLine, startColumn, endLine, endColumn }: Region): boolean {
  const numbers = [startLine, startColumn, endLine, endColumn];
  return (
    numbers.every((number) => Number.isInteger(number) && number >= 1) &&
    (endLine > startLine || (endLine === startLine && endColumn >= startColumn))
  );
}

function regionOf({ startLine, startColumn, endLine, endColumn }: Region): SarifRegion {
  return { startLine, startColumn, endLine, endColumn };
}

/**
 * A frame shows whole lines, cut lines or an excerpt, never just the region: that is a rendering
 * of the region rather than its text.
 */
function snippetOf(frame: Frame): Pick<SarifRegion, "snippet"> {
  const text = frame.lines.flatMap((line) => printableLines(line.text)).join("\n");
  return text === "" ? {} : { snippet: { rendered: { text } } };
}
