/** A project of one table, with a list of codes and a place for ids that are given up. */
export function tableFiles(name: string, title: string): readonly (readonly [string, string])[] {
  return [
    ["dataset.yaml", datasetYaml(name, title)],
    ["data/places.csv", places],
    ["data/retired_ids.csv", "table,id,status,replaced_by,since,reason\n"],
    ["schemas/places.schema.json", placesSchema],
    ["schemas/codelists/place_kinds.csv", placeKinds],
    ["schemas/retired_ids.schema.json", retiredIdsSchema],
  ];
}

const datasetYaml = (name: string, title: string): string => `name: ${name}
title: ${title}
# In a sentence or two: what is in it, and what is not.
description: Places of a made-up harbour town, to be replaced by your own rows.
# An SPDX id, such as CC-BY-4.0 or CC0-1.0.
licence: CC-BY-4.0
contributors:
  - { title: Your name or organization, role: publisher }
# One schema for each table; its lists of codes stand in schemas/codelists.
model: ./schemas
# Further formats: parquet, xlsx, sqlite, excel-csv.
exports: [csv, json, zip]
tables:
  places: data/places.csv
  retired_ids: data/retired_ids.csv
# What must hold of the rows beyond their schema.
assertions:
  places: { rows: { min: 1 } }
`;

const places = `id,name,kind,opened
north-quay,North Quay,quay,1888
old-mill,"Mill, the old",mill,
customs-house,Customs House,office,1702
`;

const placesSchema = `{
  "$schema": "https://w3id.org/sourcebook/dialect/1/schema",
  "$id": "places.schema.json",
  "title": "Place",
  "description": "A place of the town.",
  "table": { "name": "places", "title": "Places", "primaryKey": ["id"] },
  "type": "object",
  "properties": {
    "id": {
      "title": "Id",
      "description": "The name of the place in this dataset. It stays, whatever else changes.",
      "type": "string",
      "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
      "maxLength": 100,
      "examples": ["north-quay"]
    },
    "name": {
      "title": "Name",
      "description": "As on the map.",
      "type": "string",
      "minLength": 1,
      "examples": ["North Quay"]
    },
    "kind": {
      "title": "Kind",
      "description": "What sort of place it is.",
      "type": "string",
      "codelist": "place_kinds",
      "examples": ["quay"]
    },
    "opened": {
      "title": "Opened",
      "description": "The year in which it was opened; empty when no source says so.",
      "type": "integer",
      "examples": [1888]
    }
  },
  "required": ["id", "name", "kind"],
  "additionalProperties": false
}
`;

const placeKinds = `code,title,description
quay,Quay,A wall at which ships are loaded.
mill,Mill,A building in which something is ground.
office,Office,A building in which papers are kept.
`;

const retiredIdsSchema = `{
  "$schema": "https://w3id.org/sourcebook/dialect/1/schema",
  "$id": "retired_ids.schema.json",
  "title": "Retired id",
  "description": "An id that an earlier release used and this one does not. It is never used again for anything else.",
  "table": { "name": "retired_ids", "title": "Retired ids", "primaryKey": ["table", "id"] },
  "type": "object",
  "properties": {
    "table": {
      "title": "Table",
      "description": "The table that the id belonged to.",
      "type": "string",
      "minLength": 1,
      "examples": ["places"]
    },
    "id": {
      "title": "Retired id",
      "description": "The id that is no longer used.",
      "type": "string",
      "minLength": 1,
      "examples": ["new-quay"]
    },
    "status": {
      "title": "Status",
      "description": "Whether the row was withdrawn, or merged into another.",
      "type": "string",
      "enum": ["withdrawn", "merged"],
      "examples": ["merged"]
    },
    "replaced_by": {
      "title": "Replaced by",
      "description": "The id that stands for it now, when it was merged.",
      "type": "string",
      "minLength": 1,
      "examples": ["north-quay"]
    },
    "since": {
      "title": "Since",
      "description": "The first version in which the id is retired.",
      "type": "string",
      "format": "semver",
      "examples": ["0.2.0"]
    },
    "reason": {
      "title": "Reason",
      "description": "Why, in a sentence.",
      "type": "string",
      "minLength": 1,
      "examples": ["Two names of the same quay."]
    }
  },
  "required": ["table", "id", "status", "since", "reason"],
  "additionalProperties": false
}
`;
