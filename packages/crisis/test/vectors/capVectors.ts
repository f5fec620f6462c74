import type { WireVector, WireVectorFile } from "./cases.ts";

const good = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>KSTO1055887203</identifier>
  <sender>kss@example.org</sender>
  <sent>2026-11-01T14:57:00-07:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>en-US</language>
    <category>Met</category>
    <category>Geo</category>
    <event>SEVERE THUNDERSTORM</event>
    <responseType>Shelter</responseType>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Observed</certainty>
    <eventCode><valueName>SAME</valueName><value>SVR</value></eventCode>
    <expires>2026-11-01T16:00:00-07:00</expires>
    <headline>Storm &amp; hail</headline>
    <description>Take cover &#x2014; now</description>
    <parameter><valueName>HSAS</valueName><value>ORANGE</value></parameter>
    <area><areaDesc>Amador county</areaDesc><polygon>38.47,-120.14 38.34,-119.95 38.47,-120.14</polygon><geocode><valueName>SAME</valueName><value>006109</value></geocode></area>
  </info>
</alert>`;

type Edit = readonly [name: string, clause: string, expect: string, from: string | RegExp, to: string];

const edits: readonly Edit[] = [
    ["as it is", "10.4", "ok", "x", "x"],
    ["with a prefix", "10.4", "ok", /<(\/?)(?=[a-z])/gi, "<$1c:"],
    ["an update that refers", "10.2", "ok", "Alert</msgType>\n  <scope>Public</scope>", "Update</msgType>\n  <scope>Public</scope>\n  <references>kss@example.org,K1,2026-11-01T14:00:00-07:00</references>"],
    ["an update of nothing", "10.2", "malformed:references", ">Alert<", ">Update<"],
    ["a restriction that is not said", "10.2", "malformed:restriction", "Public", "Restricted"],
    ["a time in Z", "10.2", "malformed:sent", "14:57:00-07:00", "14:57:00Z"],
    ["31 November", "10.2", "malformed:sent", "2026-11-01T14:57", "2026-11-31T14:57"],
    ["an identifier with a comma", "10.2", "malformed:identifier", "KSTO1055887203", "K,1"],
    ["a status in lower case", "10.2", "malformed:status", "Actual", "actual"],
    ["two statuses", "10.4", "missing-element", "</status>", "</status><status>Exercise</status>"],
    ["elements in another order", "10.4", "missing-element", "<status>Actual</status>\n  <msgType>Alert</msgType>", "<msgType>Alert</msgType>\n  <status>Actual</status>"],
    ["no category", "10.4", "missing-element", /<category>.*<\/category>\n/g, ""],
    ["an unknown element", "10.4", "unexpected-element", "</info>", "<sound/></info>"],
    ["an element in a leaf", "10.4", "unexpected-element", "KSTO1055887203", "<b>K</b>"],
    ["an element of another namespace", "10.4", "unexpected-element", "<status>", '<status xmlns="urn:x">'],
    ["CAP 1.1", "10.4", "unexpected-element", "cap:1.2", "cap:1.1"],
    ["a signature", "10.4", "unexpected-element", "</info>\n", '</info><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"></Signature>\n'],
    ["a document type", "10.4", "xml-refused", "<alert ", '<!DOCTYPE alert [<!ENTITY x "y">]><alert '],
    ["an entity of its own", "10.4", "xml-refused", "&amp;", "&x;"],
    ["a comment", "10.4", "xml-refused", "Actual", "Act<!-- -->ual"],
    ["CDATA", "10.4", "xml-refused", "Actual", "<![CDATA[Exercise]]>"],
    ["a processing instruction", "10.4", "xml-refused", "<status>", "<?x y?><status>"],
    ["an attribute", "10.4", "xml-refused", "<status>", '<status x="Exercise">'],
    ["a namespace said twice", "10.4", "xml-refused", "<status>", '<status xmlns:a="urn:a" xmlns:a="urn:b">'],
    ["a prefix bound to nothing", "10.4", "xml-refused", "<status>", '<status xmlns:a="">'],
    ["a prefix that nothing bound", "10.4", "xml-refused", /status>/g, "a:status>"],
    ["text between elements", "10.4", "xml-refused", "<status>", "Exercise<status>"],
    ["a tag that is not closed", "10.4", "xml-refused", "</status>", ""],
    ["a second root", "10.4", "xml-refused", "</alert>", "</alert><alert></alert>"],
    ["a null by reference", "10.4", "xml-refused", "&#x2014;", "&#0;"],
    ["nothing after the declaration", "10.4", "xml-refused", /<alert[^]*/, ""],
    ["too deep", "10.4", "xml-refused", "SVR", `${"<a>".repeat(8)}${"</a>".repeat(8)}`],
];

export const capVectors = (): WireVectorFile => ({
    about: "CAP 1.2 documents and what reading each must end with (SPEC 10).",
    vectors: edits.map(([name, clause, expect, from, to]): WireVector => {
        const value = name === "with a prefix" ? good.replace(from, to).replace("xmlns=", "xmlns:c=") : good.replace(from, to);
        return { name, clause, expect, value };
    }),
});
