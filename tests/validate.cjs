// Validates JSON files against a JSON Schema 2020-12 with ajv, a validator that knows nothing of Walkaround.
// node tests/validate.cjs SCHEMA FILE…   (NODE_PATH names the folder with ajv)
"use strict";

const { readFileSync } = require("node:fs");
const Ajv2020 = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const [schema, ...files] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

// Strict, but for annotations of our own: those begin with "x-" and say nothing about validity.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
addFormats(ajv);
const annotations = new Set();
JSON.stringify(read(schema), (key, value) => {
  if (key.startsWith("x-")) annotations.add(key);
  return value;
});
for (const keyword of annotations) ajv.addKeyword({ keyword });

const validate = ajv.compile(read(schema));
for (const file of files) {
  if (validate(read(file))) continue;
  process.exitCode = 1;
  for (const { instancePath, message, params } of validate.errors) {
    console.log(`${file}: ${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
  }
}
