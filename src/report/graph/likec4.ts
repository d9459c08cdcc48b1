import {type C4Component, type C4Container, type C4Model, c4Model} from './c4-model.ts'
import type {ComponentGraph, GraphEdge} from './component-graph.ts'
import {remarksOf} from './remarks.ts'

/**
 * The map as a LikeC4 model: the repository is the system, packages are containers, rows of the code map components.
 *
 * An arrow that stands for relations of two kinds is drawn as one of none, dashed: so values are dashed, too, and types
 * dotted. Imports of packages are written out, since a relation of its own decides for the arrow.
 *
 * Source: likec4.dev/dsl; like-c4.langium of github.com/likec4/likec4.
 */
export function formatLikeC4(graph: ComponentGraph): string {
  const model = c4Model(graph, text => text)
  return [
    ...remarksOf(graph, 'dotted').map(remark => `// ${remark}`),
    ...specification,
    '',
    ...toModel(model),
    '',
    'views {',
    ...toViews(model),
    '}',
    ''
  ].join('\n')
}

const specification = [
  'specification {',
  '  element system',
  '  element container',
  '  element component',
  '  relationship imports',
  '  relationship imports_types {',
  '    line dotted',
  '  }',
  '}'
]

function toModel({system, containers, containerImports, imports}: C4Model): string[] {
  return [
    'model {',
    `  ${system.id} = system ${quote(system.name)} {`,
    ...toDescription('    ', system.description),
    ...containers.flatMap(toContainer),
    '  }',
    '',
    ...[...containerImports, ...imports].map(toRelation),
    '}'
  ]
}

function toContainer({id, name, description, components}: C4Container): string[] {
  return [
    `    ${id} = container ${quote(name)} {`,
    ...toDescription('      ', description),
    ...components.flatMap(toComponent),
    '    }'
  ]
}

function toComponent({id, name, description, technology}: C4Component): string[] {
  return [
    `      ${id} = component ${quote(name)} {`,
    ...toDescription('        ', description),
    `        technology ${quote(technology)}`,
    '      }'
  ]
}

function toDescription(indent: string, description: string | undefined): string[] {
  return description === undefined ? [] : [`${indent}description ${quote(description)}`]
}

function toRelation({from, to, typeOnly}: GraphEdge): string {
  return typeOnly
    ? `  ${from} -[imports_types]-> ${to} 'imports types'`
    : `  ${from} -[imports]-> ${to} 'imports'`
}

/** The packages, and the components of each package that has several. */
function toViews({system, containers}: C4Model): string[] {
  return [
    `  view index of ${system.id} {`,
    '    include *',
    '  }',
    ...containers
      .filter(({components}) => components.length > 1)
      .flatMap(({id}) => [`  view ${id} of ${system.id}.${id} {`, '    include *', '  }'])
  ]
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
