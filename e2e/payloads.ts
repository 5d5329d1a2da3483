const bad = 'window.__xss=1;alert(1)'

/**
 * What has run in products of this kind where words were taken for markup, addresses or templates. `<xss-mark>` is no tag of ours:
 * where it becomes an element, words became markup, whether or not something stopped the script.
 */
export const payloads = [
  `<script>${bad}</script><xss-mark>`,
  `<img src=x onerror="${bad}"><xss-mark>`,
  `"><svg/onload=${bad}><xss-mark>`,
  `'-${bad}-'" onfocus="${bad}" autofocus x="`,
  `javascript:${bad}//`,
  `java\tscript:${bad}`,
  `data:text/html,<script>${bad}</script>`,
  `</title></textarea></style></script><xss-mark><script>${bad}</script>`,
  `<iframe srcdoc="<script>parent.__xss=1</script>"></iframe><xss-mark>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${bad}&gt;"><xss-mark>`,
  `<a href="javascript:${bad}">x</a><form action="javascript:${bad}"><button>x</button></form><xss-mark>`,
  `[x](javascript:${bad}) ![x](x"onerror="${bad}) <javascript:${bad}>`,
  `{{constructor.constructor('${bad}')()}} \${${bad}} <%= ${bad} %> #{${bad}}`,
  `{n, plural, =1 {<xss-mark>} other {{n}}} {0} '{' <b>x</b> {toString} # {`,
  `\u202e\ufeff＜script＞${bad}＜/script＞\u2028<xss-mark>\u0000`,
  `&lt;xss-mark&gt;&#60;xss-mark&#62;&lt;img src=x onerror=${bad}&gt;\\u003cxss-mark\\u003e`,
  `<object data="javascript:${bad}"><embed src="javascript:${bad}"><base href="//evil.example/"><meta http-equiv=refresh content="0;url=javascript:${bad}"><xss-mark>`,
  `ສະບາຍດີ<img src=x onerror=${bad}>ขอบคุณ<xss-mark>សួស្តី__proto__ constructor`,
]
