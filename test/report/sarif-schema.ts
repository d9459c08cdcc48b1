/**
 * The part of SARIF 2.1.0 that our logs use, and what GitHub asks for beyond it, as JSON Schema.
 *
 * Source: OASIS SARIF 2.1.0, sections 3.13 to 3.52; docs.github.com, "SARIF support for code scanning" and "SARIF results
 * exceed one or more limits".
 */
const text = {type: 'string', minLength: 1}
const message = {
  type: 'object',
  required: ['text'],
  properties: {text, markdown: text},
  additionalProperties: false
}

const location = {
  type: 'object',
  required: ['physicalLocation'],
  properties: {
    id: {type: 'integer', minimum: 0},
    message,
    physicalLocation: {
      type: 'object',
      required: ['artifactLocation', 'region'],
      properties: {
        artifactLocation: {
          type: 'object',
          required: ['uri'],
          properties: {
            // A relative reference without a scheme, a leading slash, a step upwards or a sign that must be escaped.
            uri: {type: 'string', pattern: '^(?!\\.\\.?/)[^/:?#\\\\ %][^:?#\\\\ ]*$'},
            uriBaseId: {const: '%SRCROOT%'}
          },
          additionalProperties: false
        },
        region: {
          type: 'object',
          required: ['startLine'],
          properties: {
            startLine: {type: 'integer', minimum: 1},
            startColumn: {type: 'integer', minimum: 1},
            endLine: {type: 'integer', minimum: 1}
          },
          additionalProperties: false
        }
      },
      additionalProperties: false
    }
  },
  additionalProperties: false
}

const level = {enum: ['error', 'warning', 'note']}

const rule = {
  type: 'object',
  required: [
    'id',
    'name',
    'shortDescription',
    'fullDescription',
    'help',
    'defaultConfiguration',
    'properties'
  ],
  properties: {
    id: {type: 'string', pattern: '^[a-z]+/[a-z-]+$'},
    name: {type: 'string', maxLength: 255},
    shortDescription: {...message, properties: {text: {type: 'string', maxLength: 1024}}},
    fullDescription: {...message, properties: {text: {type: 'string', maxLength: 1024}}},
    help: {...message, required: ['text', 'markdown']},
    defaultConfiguration: {type: 'object', required: ['level'], properties: {level}},
    properties: {
      type: 'object',
      required: ['tags'],
      properties: {
        tags: {type: 'array', maxItems: 20, uniqueItems: true, items: text},
        'problem.severity': {enum: ['error', 'warning', 'recommendation']}
      }
    }
  },
  additionalProperties: false
}

const result = {
  type: 'object',
  required: ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints', 'suppressions'],
  properties: {
    ruleId: text,
    ruleIndex: {type: 'integer', minimum: 0},
    level,
    message,
    locations: {type: 'array', minItems: 1, maxItems: 1000, items: location},
    relatedLocations: {type: 'array', minItems: 1, maxItems: 1000, items: location},
    partialFingerprints: {
      type: 'object',
      required: ['groundtruth/v1', 'primaryLocationLineHash'],
      additionalProperties: {type: 'string', pattern: '^[0-9a-f]+:[0-9]+$'}
    },
    suppressions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'status', 'justification'],
        properties: {
          kind: {enum: ['inSource', 'external']},
          status: {const: 'accepted'},
          justification: text
        },
        additionalProperties: false
      }
    }
  },
  additionalProperties: false
}

export const sarifSchema = {
  type: 'object',
  required: ['$schema', 'version', 'runs'],
  properties: {
    $schema: {type: 'string', pattern: '^https://'},
    version: {const: '2.1.0'},
    runs: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: {
        type: 'object',
        required: ['tool', 'automationDetails', 'columnKind', 'results'],
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'semanticVersion', 'rules'],
                properties: {
                  name: text,
                  semanticVersion: text,
                  rules: {type: 'array', maxItems: 25_000, items: rule}
                },
                additionalProperties: false
              }
            },
            additionalProperties: false
          },
          automationDetails: {type: 'object', properties: {id: {type: 'string', pattern: '/$'}}},
          columnKind: {const: 'utf16CodeUnits'},
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful', 'toolExecutionNotifications'],
              properties: {
                executionSuccessful: {type: 'boolean'},
                toolExecutionNotifications: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['message'],
                    properties: {
                      level,
                      message,
                      descriptor: {type: 'object', required: ['id'], properties: {id: text}},
                      locations: {type: 'array', items: location}
                    },
                    additionalProperties: false
                  }
                }
              },
              additionalProperties: false
            }
          },
          results: {type: 'array', maxItems: 25_000, items: result}
        },
        additionalProperties: false
      }
    }
  },
  additionalProperties: false
}
