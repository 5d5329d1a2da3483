import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  type DeleteQueryNode,
  type IdentifierNode,
  type JoinNode,
  type KyselyPlugin,
  OnNode,
  type OperationNode,
  OperationNodeTransformer,
  OperatorNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  ReferenceNode,
  type SelectQueryNode,
  TableNode,
  type UpdateQueryNode,
  ValueNode,
  WhereNode,
} from 'kysely'

/**
 * Adds `workspace_id = …` for every fenced table that a query names, so that plans use the index that begins with it and do not
 * depend on the row-level policy. The policy stays behind it for raw SQL and for what this plugin cannot see.
 */
export class TenantPlugin implements KyselyPlugin {
  readonly #transformer: TenantTransformer
  constructor(workspaceId: string, tenantTables: ReadonlySet<string>) {
    this.#transformer = new TenantTransformer(workspaceId, tenantTables)
  }
  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    return this.#transformer.transformNode(node, queryId)
  }
  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }
}

type Where = { readonly where?: WhereNode | undefined }

class TenantTransformer extends OperationNodeTransformer {
  readonly #workspaceId: string
  readonly #tables: ReadonlySet<string>
  constructor(workspaceId: string, tables: ReadonlySet<string>) {
    super()
    this.#workspaceId = workspaceId
    this.#tables = tables
  }

  protected override transformSelectQuery(node: SelectQueryNode): SelectQueryNode {
    const inner = super.transformSelectQuery(node)
    return this.#fence(inner, inner.from?.froms ?? [])
  }

  protected override transformUpdateQuery(node: UpdateQueryNode): UpdateQueryNode {
    const inner = super.transformUpdateQuery(node)
    return this.#fence(inner, [...(inner.table ? [inner.table] : []), ...(inner.from?.froms ?? [])])
  }

  protected override transformDeleteQuery(node: DeleteQueryNode): DeleteQueryNode {
    const inner = super.transformDeleteQuery(node)
    return this.#fence(inner, inner.from.froms)
  }

  protected override transformJoin(node: JoinNode): JoinNode {
    const inner = super.transformJoin(node)
    const fence = this.#condition(inner.table)
    if (!fence || !inner.on) return inner
    return { ...inner, on: OnNode.create(AndNode.create(inner.on.on, fence)) }
  }

  #fence<Node extends Where>(node: Node, tables: readonly OperationNode[]): Node {
    const fences = tables.map(table => this.#condition(table)).filter(fence => fence !== null)
    if (fences.length === 0) return node
    const all = [...(node.where ? [node.where.where] : []), ...fences].reduce((left, right) => AndNode.create(left, right))
    return { ...node, where: WhereNode.create(all) }
  }

  #condition(table: OperationNode): OperationNode | null {
    const named = AliasNode.is(table) ? table.node : table
    if (!TableNode.is(named) || named.table.schema || !this.#tables.has(named.table.identifier.name)) return null
    const name = AliasNode.is(table) ? (table.alias as IdentifierNode).name : named.table.identifier.name
    return BinaryOperationNode.create(
      ReferenceNode.create(ColumnNode.create('workspace_id'), TableNode.create(name)),
      OperatorNode.create('='),
      ValueNode.create(this.#workspaceId),
    )
  }
}
