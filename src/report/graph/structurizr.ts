import {type C4Component, type C4Container, type C4Model, c4Model} from './c4-model.ts'
import type {ComponentGraph, GraphEdge} from './component-graph.ts'
import {remarksOf} from './remarks.ts'

const typesTag = 'Types only'

/**
 * The map as a workspace in the Structurizr DSL: the repository is the software system, packages are containers, rows of the code
 * map components. Imports of containers are written out, since implied ones would lose whether they bring values.
 *
 * Source: docs.structurizr.com/dsl/language; `Tokenizer` and `StructurizrDslParser` of github.com/structurizr/java.
 */
export function formatStructurizr(graph: ComponentGraph): string {
  const model = c4Model(graph, spell)
  return [
    ...remarksOf(graph).map(remark => `// ${remark}`),
    'workspace {',
    `  name ${quote(model.system.name)}`,
    '  !identifiers hierarchical',
    '  !impliedRelationships false',
    '',
    ...toModel(model),
    '',
    '  views {',
    ...toViews(model),
    ...styles,
    '  }',
    '',
    ...configuration,
    '}',
    ''
  ].join('\n')
}

/** The style of the default tag comes first: a relationship's own tags override it. */
const styles = [
  '    styles {',
  '      relationship "Relationship" {',
  '        style solid',
  '      }',
  `      relationship "${typesTag}" {`,
  '        style dashed',
  '      }',
  '    }'
]

const configuration = ['  configuration {', '    scope softwareSystem', '  }']

function toModel({system, containers, containerImports, imports}: C4Model): string[] {
  return [
    '  model {',
    `    ${system.id} = softwareSystem ${quote(system.name)} ${quote(system.description ?? '')} {`,
    ...containers.flatMap(toContainer),
    '    }',
    '',
    ...[...containerImports, ...imports].map(toRelationship),
    '  }'
  ]
}

function toContainer({id, name, description = '', components}: C4Container): string[] {
  return [
    `      ${id} = container ${quote(name)} ${quote(description)} {`,
    ...components.map(toComponent),
    '      }'
  ]
}

function toComponent({id, name, description = '', technology}: C4Component): string {
  return `        ${id} = component ${quote(name)} ${quote(description)} ${quote(technology)}`
}

function toRelationship({from, to, typeOnly}: GraphEdge): string {
  const text = typeOnly ? `"imports types" "" ${quote(typesTag)}` : '"imports"'
  return `    ${from} -> ${to} ${text}`
}

/** The packages, and the components of each package that has several. */
function toViews({system, containers}: C4Model): string[] {
  return [
    ...toView(`container ${system.id} "Containers"`),
    ...containers
      .filter(({components}) => components.length > 1)
      .flatMap(({id}) => toView(`component ${system.id}.${id} ${quote(`Components-${id}`)}`))
  ]
}

function toView(heading: string): string[] {
  return [`    ${heading} {`, '      include *', '      autoLayout', '    }']
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`
}

/**
 * The language has no way to write a backslash as itself before `n` or a quote, none to keep `${NAME}` from being replaced by a
 * variable of the environment, and takes a quoted arrow for an arrow: they get the full-width sign, which reads the same.
 */
function spell(text: string): string {
  return text
    .replaceAll('\\', '＼')
    .replaceAll('${', '＄{')
    .replace(/^-(?=.*>$)/s, '－')
}
