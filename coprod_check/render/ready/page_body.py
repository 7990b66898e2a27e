"""page-body.html.j2 as code, by ``release/ready_templates.py``."""

MADE_OF = "f0e4c8a52bfb4f3c536d1e79481b2ee34e3e8118153c7d79b8fdcccafd5e5663"

from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'page-body.html.j2'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_title = resolve('title')
    l_0_words = resolve('words')
    l_0_lead = resolve('lead')
    l_0_sections = resolve('sections')
    l_0_opened = resolve('opened')
    l_0_in_full = resolve('in_full')
    l_0_heading = l_0_table = l_0_path = l_0_tiles = l_0_cards = l_0_steps = l_0_key = l_0_marks = l_0_shares = l_0_stacks = l_0_trend = l_0_fold = l_0_contents = l_0_content = missing
    try:
        t_1 = environment.filters['kind']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'kind' found.")
    try:
        t_2 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    try:
        t_3 = environment.filters['max']
    except KeyError:
        @internalcode
        def t_3(*unused):
            raise TemplateRuntimeError("No filter named 'max' found.")
    try:
        t_4 = environment.filters['sum']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No filter named 'sum' found.")
    try:
        t_5 = environment.tests['none']
    except KeyError:
        @internalcode
        def t_5(*unused):
            raise TemplateRuntimeError("No test named 'none' found.")
    pass
    def macro(l_1_block):
        t_6 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_6.extend((
            '<h',
            escape(environment.finalize(environment.getattr(l_1_block, 'depth'))),
            escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_block, 'text')))),
            '>',
            escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_block, 'text')))),
            '</h',
            escape(environment.finalize(environment.getattr(l_1_block, 'depth'))),
            '>',
        ))
        return concat(t_6)
    context.exported_vars.add('heading')
    context.vars['heading'] = l_0_heading = Macro(environment, macro, 'heading', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_7 = []
        l_1_laid = resolve('laid')
        l_1_rows = resolve('rows')
        l_1_how = missing
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        l_1_how = context.call((undefined(name='laid') if l_1_laid is missing else l_1_laid), l_1_block)
        if environment.getattr((undefined(name='how') if l_1_how is missing else l_1_how), 'wide'):
            pass
            t_7.extend((
                '<div class="wide',
                escape(environment.finalize((' roomy' if environment.getattr((undefined(name='how') if l_1_how is missing else l_1_how), 'roomy') else cond_expr_undefined("the inline if-expression on line 4 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
                escape(environment.finalize((' broad' if environment.getattr((undefined(name='how') if l_1_how is missing else l_1_how), 'broad') else cond_expr_undefined("the inline if-expression on line 4 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
                '" role="region" tabindex="0" aria-label="',
                escape(environment.finalize(environment.getattr(l_1_block, 'caption'))),
                '">\n',
            ))
        t_7.extend((
            '<table>\n<caption',
            escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_block, 'caption')))),
            '>',
            escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_block, 'caption')))),
            '</caption>\n<thead>\n<tr>',
        ))
        for l_2_name in environment.getattr(l_1_block, 'header'):
            _loop_vars = {}
            pass
            if l_2_name:
                pass
                t_7.extend((
                    '<th scope="col"',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), l_2_name, _loop_vars=_loop_vars))),
                    '>',
                    escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), l_2_name, _loop_vars=_loop_vars))),
                    '</th>',
                ))
            else:
                pass
                t_7.append(
                    '<td></td>',
                )
        l_2_name = missing
        t_7.extend((
            '</tr>\n</thead>\n<tbody>\n',
            escape(environment.finalize(context.call((undefined(name='rows') if l_1_rows is missing else l_1_rows), l_1_block))),
            '</tbody>\n</table>\n',
        ))
        if environment.getattr((undefined(name='how') if l_1_how is missing else l_1_how), 'wide'):
            pass
            t_7.append(
                '</div>\n',
            )
        return concat(t_7)
    context.exported_vars.add('table')
    context.vars['table'] = l_0_table = Macro(environment, macro, 'table', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_8 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_8.extend((
            '<div class="stages"><ol class="path',
            escape(environment.finalize((' few' if (t_2(environment.getattr(l_1_block, 'steps')) <= 5) else cond_expr_undefined("the inline if-expression on line 18 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
            '" role="list">\n',
        ))
        for l_2_step in environment.getattr(l_1_block, 'steps'):
            _loop_vars = {}
            pass
            t_8.extend((
                '<li class="',
                escape(environment.finalize(('here' if environment.getattr(l_2_step, 'here') else ('reached' if environment.getattr(l_2_step, 'reached') else 'ahead')))),
                '"',
            ))
            if environment.getattr(l_2_step, 'here'):
                pass
                t_8.append(
                    ' aria-current="step"',
                )
            t_8.extend((
                '><span',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_2_step, 'name'), _loop_vars=_loop_vars))),
                '>',
                escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_2_step, 'name'), _loop_vars=_loop_vars))),
                '</span>',
            ))
            if environment.getattr(l_2_step, 'here'):
                pass
                t_8.extend((
                    ' <small>',
                    escape(environment.finalize(environment.getattr(l_2_step, 'state'))),
                    '</small>',
                ))
            else:
                pass
                t_8.extend((
                    '<small class="unseen">, ',
                    escape(environment.finalize(environment.getattr(l_2_step, 'state'))),
                    '</small>',
                ))
            t_8.append(
                '</li>\n',
            )
        l_2_step = missing
        t_8.append(
            '</ol></div>\n',
        )
        return concat(t_8)
    context.exported_vars.add('path')
    context.vars['path'] = l_0_path = Macro(environment, macro, 'path', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_9 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_9.extend((
            '<ul class="tiles',
            escape(environment.finalize((' many' if (t_2(environment.getattr(l_1_block, 'tiles')) > 12) else cond_expr_undefined("the inline if-expression on line 25 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
            '" role="list" aria-label="',
            escape(environment.finalize(environment.getattr(l_1_block, 'caption'))),
            '">\n',
        ))
        for l_2_tile in environment.getattr(l_1_block, 'tiles'):
            l_2_range = resolve('range')
            _loop_vars = {}
            pass
            t_9.extend((
                '<li><span class="name"',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_2_tile, 'name'), _loop_vars=_loop_vars))),
                '>',
                escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_2_tile, 'name'), _loop_vars=_loop_vars))),
                '</span>\n<span class="segments" aria-hidden="true">',
            ))
            for l_3_n in context.call((undefined(name='range') if l_2_range is missing else l_2_range), environment.getattr(l_1_block, 'top'), _loop_vars=_loop_vars):
                _loop_vars = {}
                pass
                t_9.append(
                    '<span',
                )
                if ((not t_5(environment.getattr(l_2_tile, 'level'))) and (l_3_n < environment.getattr(l_2_tile, 'level'))):
                    pass
                    t_9.append(
                        ' class="on"',
                    )
                t_9.append(
                    '></span>',
                )
            l_3_n = missing
            t_9.extend((
                '</span>\n<strong class="is">',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getattr(l_2_tile, 'words'), _loop_vars=_loop_vars))),
                '</strong>\n',
            ))
            if environment.getattr(l_2_tile, 'holds_back'):
                pass
                t_9.extend((
                    '<span class="holds">',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getattr(l_2_tile, 'holds_back'), _loop_vars=_loop_vars))),
                    '</span>\n',
                ))
            if environment.getattr(l_2_tile, 'needs'):
                pass
                t_9.extend((
                    '<span class="needs">',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getattr(l_2_tile, 'needs'), _loop_vars=_loop_vars))),
                    '</span>\n',
                ))
            t_9.append(
                '</li>\n',
            )
        l_2_tile = l_2_range = missing
        t_9.append(
            '</ul>\n',
        )
        return concat(t_9)
    context.exported_vars.add('tiles')
    context.vars['tiles'] = l_0_tiles = Macro(environment, macro, 'tiles', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_10 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_10.append(
            '<div class="cards">\n',
        )
        for l_2_card in environment.getattr(l_1_block, 'cards'):
            _loop_vars = {}
            pass
            t_10.extend((
                '<div class="card">\n<h3',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_2_card, 'title'), _loop_vars=_loop_vars))),
                '>',
                escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_2_card, 'title'), _loop_vars=_loop_vars))),
                '</h3>\n',
            ))
            for l_3_said in environment.getattr(l_2_card, 'said'):
                _loop_vars = {}
                pass
                t_10.extend((
                    '<div class="said ',
                    escape(environment.finalize(environment.getattr(l_3_said, 'whose'))),
                    '"><p class="who">',
                    escape(environment.finalize(environment.getattr(l_3_said, 'who'))),
                    ': ',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getattr(l_3_said, 'level'), _loop_vars=_loop_vars))),
                    '</p>\n<p',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_3_said, 'text'), _loop_vars=_loop_vars))),
                    '>',
                    escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_3_said, 'text'), _loop_vars=_loop_vars))),
                    '</p></div>\n',
                ))
            l_3_said = missing
            if environment.getattr(l_2_card, 'ask'):
                pass
                t_10.extend((
                    '<p class="ask"><strong>Ask:</strong> ',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getattr(l_2_card, 'ask'), _loop_vars=_loop_vars))),
                    '</p>\n',
                ))
            t_10.append(
                '</div>\n',
            )
        l_2_card = missing
        t_10.append(
            '</div>\n',
        )
        return concat(t_10)
    context.exported_vars.add('cards')
    context.vars['cards'] = l_0_cards = Macro(environment, macro, 'cards', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_11 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_11.append(
            '<ol class="steps">\n',
        )
        for l_2_step in environment.getattr(l_1_block, 'steps'):
            _loop_vars = {}
            pass
            t_11.extend((
                '<li><span',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_2_step, 'text'), typed=True, _loop_vars=_loop_vars))),
                '>',
                escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_2_step, 'text'), _loop_vars=_loop_vars))),
                '</span>\n',
            ))
            for l_3_line in environment.getattr(l_2_step, 'below'):
                _loop_vars = {}
                pass
                t_11.extend((
                    '<span class="beneath" dir="auto">',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), l_3_line, _loop_vars=_loop_vars))),
                    '</span>\n',
                ))
            l_3_line = missing
            if environment.getattr(l_2_step, 'who'):
                pass
                t_11.append(
                    '<span class="who" dir="auto">',
                )
                for l_3_piece in environment.getattr(l_2_step, 'who'):
                    _loop_vars = {}
                    pass
                    if environment.getattr(l_3_piece, 'missing'):
                        pass
                        t_11.extend((
                            '<strong class="missing">',
                            escape(environment.finalize(environment.getattr(l_3_piece, 'text'))),
                            '</strong>',
                        ))
                    else:
                        pass
                        t_11.append(
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getattr(l_3_piece, 'text'), _loop_vars=_loop_vars))),
                        )
                l_3_piece = missing
                t_11.append(
                    '</span>\n',
                )
            t_11.append(
                '</li>\n',
            )
        l_2_step = missing
        t_11.append(
            '</ol>\n',
        )
        return concat(t_11)
    context.exported_vars.add('steps')
    context.vars['steps'] = l_0_steps = Macro(environment, macro, 'steps', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_12 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_12.append(
            '<ul class="key" role="list">\n',
        )
        for (l_2_whose, l_2_who) in environment.getitem(l_1_block, 'items'):
            _loop_vars = {}
            pass
            t_12.extend((
                '<li><span class="mark ',
                escape(environment.finalize(l_2_whose)),
                '"></span> ',
                escape(environment.finalize(l_2_who)),
                '</li>\n',
            ))
        l_2_whose = l_2_who = missing
        t_12.append(
            '</ul>\n',
        )
        return concat(t_12)
    context.exported_vars.add('key')
    context.vars['key'] = l_0_key = Macro(environment, macro, 'key', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_13 = []
        l_1_top = missing
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        l_1_top = (t_2(environment.getattr(l_1_block, 'levels')) - 1)
        if environment.getattr(l_1_block, 'named'):
            pass
            t_13.append(
                '<p class="scale" aria-hidden="true">',
            )
            l_2_loop = missing
            for l_2_name, l_2_loop in LoopContext(environment.getattr(l_1_block, 'levels'), undefined):
                _loop_vars = {}
                pass
                t_13.extend((
                    '<span>',
                    escape(environment.finalize(environment.getattr(l_2_loop, 'index0'))),
                    ' ',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), l_2_name, _loop_vars=_loop_vars))),
                    '</span> ',
                ))
            l_2_loop = l_2_name = missing
            t_13.append(
                '</p>\n',
            )
        t_13.extend((
            '<table class="marks',
            escape(environment.finalize((' many' if ((undefined(name='top') if l_1_top is missing else l_1_top) > 5) else cond_expr_undefined("the inline if-expression on line 76 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
            '">\n<caption',
            escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_block, 'caption')))),
            '>',
            escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_block, 'caption')))),
            '</caption>\n<thead><tr><td></td>',
        ))
        l_2_loop = missing
        for l_2_name, l_2_loop in LoopContext(environment.getattr(l_1_block, 'levels'), undefined):
            _loop_vars = {}
            pass
            t_13.extend((
                '<th scope="col">',
                escape(environment.finalize(environment.getattr(l_2_loop, 'index0'))),
            ))
            if (environment.getattr(l_1_block, 'named') and ((undefined(name='top') if l_1_top is missing else l_1_top) <= 5)):
                pass
                t_13.extend((
                    '<span class="level-name"> ',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), l_2_name, _loop_vars=_loop_vars))),
                    '</span>',
                ))
            t_13.append(
                '</th>',
            )
        l_2_loop = l_2_name = missing
        t_13.append(
            '<td></td></tr></thead>\n<tbody>\n',
        )
        for l_2_row in environment.getattr(l_1_block, 'rows'):
            l_2_range = resolve('range')
            _loop_vars = {}
            pass
            t_13.extend((
                '<tr><th scope="row"',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_2_row, 'name'), _loop_vars=_loop_vars))),
                '>',
                escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_2_row, 'name'), _loop_vars=_loop_vars))),
            ))
            if environment.getattr(l_2_row, 'note'):
                pass
                t_13.extend((
                    ' <small>',
                    escape(environment.finalize(environment.getattr(l_2_row, 'note'))),
                    '</small>',
                ))
            t_13.append(
                '</th>',
            )
            if environment.getattr(l_2_row, 'marks'):
                pass
                for l_3_n in context.call((undefined(name='range') if l_2_range is missing else l_2_range), ((undefined(name='top') if l_1_top is missing else l_1_top) + 1), _loop_vars=_loop_vars):
                    _loop_vars = {}
                    pass
                    t_13.append(
                        '<td class="place',
                    )
                    if environment.getattr(l_2_row, 'span'):
                        pass
                        t_13.extend((
                            escape(environment.finalize((' before' if (environment.getitem(environment.getattr(l_2_row, 'span'), 0) < l_3_n <= environment.getitem(environment.getattr(l_2_row, 'span'), 1)) else cond_expr_undefined("the inline if-expression on line 81 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
                            escape(environment.finalize((' after' if (environment.getitem(environment.getattr(l_2_row, 'span'), 0) <= l_3_n < environment.getitem(environment.getattr(l_2_row, 'span'), 1)) else cond_expr_undefined("the inline if-expression on line 81 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
                        ))
                    t_13.append(
                        '">',
                    )
                    def t_14(fiter):
                        for (l_4_whose, l_4_level) in fiter:
                            if (l_4_level == l_3_n):
                                yield (l_4_whose, l_4_level)
                    for (l_4_whose, l_4_level) in t_14(environment.getattr(l_2_row, 'marks')):
                        _loop_vars = {}
                        pass
                        t_13.extend((
                            '<span class="mark ',
                            escape(environment.finalize(l_4_whose)),
                            '"></span>',
                        ))
                    l_4_whose = l_4_level = missing
                    t_13.append(
                        '</td>',
                    )
                l_3_n = missing
            else:
                pass
                t_13.extend((
                    '<td class="unknown" colspan="',
                    escape(environment.finalize(((undefined(name='top') if l_1_top is missing else l_1_top) + 1))),
                    '"><span aria-hidden="true">?</span></td>',
                ))
            t_13.extend((
                '<td class="in-words',
                escape(environment.finalize((' apart' if environment.getattr(l_2_row, 'span') else cond_expr_undefined("the inline if-expression on line 81 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
                '">',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'beside'), environment.getattr(l_2_row, 'words'), _loop_vars=_loop_vars))),
                '</td></tr>\n',
            ))
        l_2_row = l_2_range = missing
        t_13.append(
            '</tbody>\n</table>\n',
        )
        return concat(t_13)
    context.exported_vars.add('marks')
    context.vars['marks'] = l_0_marks = Macro(environment, macro, 'marks', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_15 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_15.extend((
            '<table class="bars shares">\n<caption',
            escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_block, 'caption')))),
            '>',
            escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_block, 'caption')))),
            '</caption>\n<tbody>\n',
        ))
        for l_2_row in environment.getattr(l_1_block, 'rows'):
            l_2_share = resolve('share')
            l_2_hundredth = resolve('hundredth')
            _loop_vars = {}
            pass
            t_15.extend((
                '<tr><th scope="row"',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_2_row, 'name'), _loop_vars=_loop_vars))),
                '>',
                escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_2_row, 'name'), _loop_vars=_loop_vars))),
                '</th><td class="bar"><span class="track"><span class="fill w',
                escape(environment.finalize(context.call((undefined(name='share') if l_2_share is missing else l_2_share), environment.getattr(l_2_row, 'x'), environment.getattr(l_2_row, 'n'), _loop_vars=_loop_vars))),
                '"></span>',
            ))
            if (not t_5(environment.getattr(l_2_row, 'low'))):
                pass
                t_15.extend((
                    '<span class="whisker l',
                    escape(environment.finalize(context.call((undefined(name='hundredth') if l_2_hundredth is missing else l_2_hundredth), environment.getattr(l_2_row, 'low'), _loop_vars=_loop_vars))),
                    ' w',
                    escape(environment.finalize(context.call((undefined(name='hundredth') if l_2_hundredth is missing else l_2_hundredth), (environment.getattr(l_2_row, 'high') - environment.getattr(l_2_row, 'low')), _loop_vars=_loop_vars))),
                    '"></span>',
                ))
            t_15.extend((
                '</span></td><td class="in-words"><strong>',
                escape(environment.finalize(environment.getattr(l_2_row, 'x'))),
                '</strong> of ',
                escape(environment.finalize(environment.getattr(l_2_row, 'n'))),
            ))
            if (not t_5(environment.getattr(l_2_row, 'low'))):
                pass
                t_15.extend((
                    ' <small>(likely ',
                    escape(environment.finalize(context.call((undefined(name='hundredth') if l_2_hundredth is missing else l_2_hundredth), environment.getattr(l_2_row, 'low'), _loop_vars=_loop_vars))),
                    ' to ',
                    escape(environment.finalize(context.call((undefined(name='hundredth') if l_2_hundredth is missing else l_2_hundredth), environment.getattr(l_2_row, 'high'), _loop_vars=_loop_vars))),
                    ' in 100)</small>',
                ))
            t_15.append(
                '</td></tr>\n',
            )
        l_2_row = l_2_share = l_2_hundredth = missing
        t_15.append(
            '</tbody>\n</table>\n',
        )
        return concat(t_15)
    context.exported_vars.add('shares')
    context.vars['shares'] = l_0_shares = Macro(environment, macro, 'shares', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_16 = []
        l_1_kinds = missing
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        l_1_kinds = environment.getattr(l_1_block, 'kinds')
        if environment.getattr(l_1_block, 'keyed'):
            pass
            t_16.append(
                '<ul class="key" role="list">\n',
            )
            l_2_loop = missing
            for l_2_kind, l_2_loop in LoopContext((undefined(name='kinds') if l_1_kinds is missing else l_1_kinds), undefined):
                _loop_vars = {}
                pass
                t_16.extend((
                    '<li><span class="box ',
                    escape(environment.finalize((markup_join(('h', environment.getattr(l_2_loop, 'index0'), )) if (environment.getattr(l_1_block, 'scale') == 'levels') else markup_join(('move', environment.getattr(l_2_loop, 'index0'), ))))),
                    '"></span> ',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), l_2_kind, _loop_vars=_loop_vars))),
                    '</li>\n',
                ))
            l_2_loop = l_2_kind = missing
            t_16.append(
                '</ul>\n',
            )
        t_16.extend((
            '<table class="bars">\n<caption',
            escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_block, 'caption')))),
            '>',
            escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_block, 'caption')))),
            '</caption>\n<tbody>\n',
        ))
        l_2_loop = missing
        for l_2_row, l_2_loop in LoopContext(environment.getattr(l_1_block, 'rows'), undefined):
            l_2_found = l_2_all = missing
            _loop_vars = {}
            pass
            l_2_found = t_4(environment, environment.getattr(l_2_row, 'counts'))
            _loop_vars['found'] = l_2_found
            l_2_all = t_3(environment, [(undefined(name='found') if l_2_found is missing else l_2_found), environment.getattr(l_1_block, 'of')])
            _loop_vars['all'] = l_2_all
            t_16.extend((
                '<tr><th scope="row"',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_2_row, 'name'), _loop_vars=_loop_vars))),
                '>',
                escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_2_row, 'name'), _loop_vars=_loop_vars))),
                '</th><td class="bar"><span class="stack" aria-hidden="true">',
            ))
            l_3_loop = missing
            for l_3_count, l_3_loop in LoopContext(environment.getattr(l_2_row, 'counts'), undefined):
                _loop_vars = {}
                pass
                if l_3_count:
                    pass
                    t_16.extend((
                        '<span class="',
                        escape(environment.finalize((markup_join(('h', environment.getattr(l_3_loop, 'index0'), )) if (environment.getattr(l_1_block, 'scale') == 'levels') else markup_join(('move', environment.getattr(l_3_loop, 'index0'), ))))),
                        ' f',
                        escape(environment.finalize(l_3_count)),
                        '">',
                        escape(environment.finalize((l_3_count if ((100 * l_3_count) >= (6 * (undefined(name='all') if l_2_all is missing else l_2_all))) else cond_expr_undefined("the inline if-expression on line 110 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
                        '</span>',
                    ))
            l_3_loop = l_3_count = missing
            if ((undefined(name='all') if l_2_all is missing else l_2_all) > (undefined(name='found') if l_2_found is missing else l_2_found)):
                pass
                t_16.extend((
                    '<span class="f',
                    escape(environment.finalize(((undefined(name='all') if l_2_all is missing else l_2_all) - (undefined(name='found') if l_2_found is missing else l_2_found)))),
                    '"></span>',
                ))
            t_16.append(
                '</span><span class="unseen">',
            )
            l_3_loop = missing
            for l_3_count, l_3_loop in LoopContext(environment.getattr(l_2_row, 'counts'), undefined):
                _loop_vars = {}
                pass
                t_16.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getitem((undefined(name='kinds') if l_1_kinds is missing else l_1_kinds), environment.getattr(l_3_loop, 'index0')), _loop_vars=_loop_vars))),
                    ': ',
                    escape(environment.finalize(l_3_count)),
                    escape(environment.finalize((', ' if (not environment.getattr(l_3_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 110 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
                ))
            l_3_loop = l_3_count = missing
            t_16.extend((
                '</span></td><td class="in-words">',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getattr(l_2_row, 'note'), _loop_vars=_loop_vars))),
                '</td></tr>\n',
            ))
        l_2_loop = l_2_row = l_2_found = l_2_all = missing
        t_16.append(
            '</tbody>\n</table>\n',
        )
        return concat(t_16)
    context.exported_vars.add('stacks')
    context.vars['stacks'] = l_0_stacks = Macro(environment, macro, 'stacks', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_17 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_17.extend((
            '<ul class="trend" role="list" aria-label="',
            escape(environment.finalize(environment.getattr(l_1_block, 'caption'))),
            '">\n',
        ))
        for l_2_row in environment.getattr(l_1_block, 'rows'):
            l_2_sparkline = resolve('sparkline')
            _loop_vars = {}
            pass
            t_17.extend((
                '<li><span class="name"',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_2_row, 'name'), _loop_vars=_loop_vars))),
                '>',
                escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_2_row, 'name'), _loop_vars=_loop_vars))),
                '</span> ',
                escape(environment.finalize(context.call((undefined(name='sparkline') if l_2_sparkline is missing else l_2_sparkline), l_2_row, (t_2(environment.getattr(l_1_block, 'levels')) - 1), _loop_vars=_loop_vars))),
                ' <span class="went">',
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'inside'), environment.getattr(l_2_row, 'says'), _loop_vars=_loop_vars))),
                '</span></li>\n',
            ))
        l_2_row = l_2_sparkline = missing
        t_17.append(
            '</ul>\n',
        )
        return concat(t_17)
    context.exported_vars.add('trend')
    context.vars['trend'] = l_0_trend = Macro(environment, macro, 'trend', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_18 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_18.extend((
            '<details class="fold',
            escape(environment.finalize((' on-paper' if environment.getattr(l_1_block, 'on_paper') else cond_expr_undefined("the inline if-expression on line 123 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
            '"',
            escape(environment.finalize((' open' if (undefined(name='opened') if l_0_opened is missing else l_0_opened) else cond_expr_undefined("the inline if-expression on line 123 in 'page-body.html.j2' evaluated to false and no else section was defined.")))),
            '><summary><h',
            escape(environment.finalize(environment.getattr(l_1_block, 'depth'))),
            escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_block, 'title')))),
            '>',
            escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_block, 'title')))),
            '</h',
            escape(environment.finalize(environment.getattr(l_1_block, 'depth'))),
            '></summary>\n',
            escape(environment.finalize(context.call((undefined(name='contents') if l_0_contents is missing else l_0_contents), environment.getattr(l_1_block, 'blocks')))),
            '\n</details>\n',
        ))
        return concat(t_18)
    context.exported_vars.add('fold')
    context.vars['fold'] = l_0_fold = Macro(environment, macro, 'fold', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_blocks):
        t_19 = []
        if l_1_blocks is missing:
            l_1_blocks = undefined("parameter 'blocks' was not provided", name='blocks')
        pass
        for l_2_block in l_1_blocks:
            _loop_vars = {}
            pass
            t_19.extend((
                escape(environment.finalize(context.call((undefined(name='content') if l_0_content is missing else l_0_content), l_2_block, _loop_vars=_loop_vars))),
                '\n',
            ))
        l_2_block = missing
        return concat(t_19)
    context.exported_vars.add('contents')
    context.vars['contents'] = l_0_contents = Macro(environment, macro, 'contents', ('blocks',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_20 = []
        l_1_kind = missing
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        l_1_kind = t_1(l_1_block)
        if ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Heading'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='heading') if l_0_heading is missing else l_0_heading), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Para'):
            pass
            t_20.append(
                '<p',
            )
            if environment.getattr(l_1_block, 'role'):
                pass
                t_20.extend((
                    ' class="',
                    escape(environment.finalize(environment.getattr(l_1_block, 'role'))),
                    '"',
                ))
            t_20.extend((
                escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_block, 'text')))),
                '>',
                escape(environment.finalize((context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'lead'), environment.getattr(l_1_block, 'text'), environment.getattr(l_1_block, 'strong')) if (environment.getattr(l_1_block, 'role') == 'lead') else context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_block, 'text'), environment.getattr(l_1_block, 'strong'))))),
                '</p>\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Bullets'):
            pass
            t_20.append(
                '<ul>\n',
            )
            for l_2_item in environment.getitem(l_1_block, 'items'):
                _loop_vars = {}
                pass
                t_20.extend((
                    '<li',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), l_2_item, _loop_vars=_loop_vars))),
                    '>',
                    escape(environment.finalize((context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'item'), l_2_item, _loop_vars=_loop_vars) if environment.getattr(l_1_block, 'named') else context.call((undefined(name='words') if l_0_words is missing else l_0_words), l_2_item, _loop_vars=_loop_vars)))),
                    '</li>\n',
                ))
            l_2_item = missing
            t_20.append(
                '</ul>\n',
            )
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Fold'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='fold') if l_0_fold is missing else l_0_fold), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'StagePath'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='path') if l_0_path is missing else l_0_path), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Tiles'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='tiles') if l_0_tiles is missing else l_0_tiles), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'GapCards'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='cards') if l_0_cards is missing else l_0_cards), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Steps'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='steps') if l_0_steps is missing else l_0_steps), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'MarkKey'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='key') if l_0_key is missing else l_0_key), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Marks'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='marks') if l_0_marks is missing else l_0_marks), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Shares'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='shares') if l_0_shares is missing else l_0_shares), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Stacks'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='stacks') if l_0_stacks is missing else l_0_stacks), l_1_block))),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Trend'):
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='trend') if l_0_trend is missing else l_0_trend), l_1_block))),
                '\n',
            ))
        else:
            pass
            t_20.extend((
                escape(environment.finalize(context.call((undefined(name='table') if l_0_table is missing else l_0_table), l_1_block))),
                '\n',
            ))
        return concat(t_20)
    context.exported_vars.add('content')
    context.vars['content'] = l_0_content = Macro(environment, macro, 'content', ('block',), False, False, False, context.eval_ctx.autoescape)
    yield '<a class="skip" href="#main">Skip to the report</a>\n<main id="main" tabindex="-1">\n<header class="lead-part">\n'
    if environment.getattr((undefined(name='title') if l_0_title is missing else l_0_title), 'over'):
        pass
        yield '<p class="over" dir="auto">'
        yield escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr((undefined(name='title') if l_0_title is missing else l_0_title), 'over'))))
        yield '</p>\n'
    yield '<h1'
    yield escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr((undefined(name='title') if l_0_title is missing else l_0_title), 'text'))))
    yield '>'
    yield escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'title'), environment.getattr((undefined(name='title') if l_0_title is missing else l_0_title), 'text'))))
    yield '</h1>\n'
    yield escape(environment.finalize(context.call((undefined(name='contents') if l_0_contents is missing else l_0_contents), environment.getattr((undefined(name='lead') if l_0_lead is missing else l_0_lead), 'blocks'))))
    yield '\n</header>\n'
    if (undefined(name='sections') if l_0_sections is missing else l_0_sections):
        pass
        yield '<nav aria-label="On this page">\n<details'
        yield escape(environment.finalize((' open' if (undefined(name='opened') if l_0_opened is missing else l_0_opened) else cond_expr_undefined("the inline if-expression on line 178 in 'page-body.html.j2' evaluated to false and no else section was defined."))))
        yield '><summary>On this page</summary>\n<ol role="list">\n'
        def t_21(fiter):
            for l_1_section in fiter:
                if environment.getattr(l_1_section, 'title'):
                    yield l_1_section
        for l_1_section in t_21((undefined(name='sections') if l_0_sections is missing else l_0_sections)):
            _loop_vars = {}
            pass
            yield '<li><a href="#'
            yield escape(environment.finalize(environment.getattr(l_1_section, 'id')))
            yield '"'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_section, 'title'), _loop_vars=_loop_vars)))
            yield '>'
            yield escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_section, 'title'), _loop_vars=_loop_vars)))
            yield '</a></li>\n'
        l_1_section = missing
        yield '</ol>\n</details>\n</nav>\n'
    yield '<div class="sections">\n'
    for l_1_section in (undefined(name='sections') if l_0_sections is missing else l_0_sections):
        _loop_vars = {}
        pass
        if environment.getattr(l_1_section, 'folded'):
            pass
            yield '<section class="folded'
            yield escape(environment.finalize((' on-paper' if environment.getattr(l_1_section, 'on_paper') else cond_expr_undefined("the inline if-expression on line 190 in 'page-body.html.j2' evaluated to false and no else section was defined."))))
            yield '" id="'
            yield escape(environment.finalize(environment.getattr(l_1_section, 'id')))
            yield '"><details'
            yield escape(environment.finalize((' open' if (undefined(name='opened') if l_0_opened is missing else l_0_opened) else cond_expr_undefined("the inline if-expression on line 190 in 'page-body.html.j2' evaluated to false and no else section was defined."))))
            yield '><summary><h2'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_section, 'title'), _loop_vars=_loop_vars)))
            yield '>'
            yield escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_section, 'title'), _loop_vars=_loop_vars)))
            yield '</h2></summary>\n'
            yield escape(environment.finalize(context.call((undefined(name='contents') if l_0_contents is missing else l_0_contents), environment.getattr(l_1_section, 'blocks'), _loop_vars=_loop_vars)))
            yield '\n</details></section>\n'
        else:
            pass
            yield '<section'
            if environment.getattr(l_1_section, 'title'):
                pass
                yield ' aria-labelledby="'
                yield escape(environment.finalize(environment.getattr(l_1_section, 'id')))
                yield '"'
            yield '>\n'
            if environment.getattr(l_1_section, 'title'):
                pass
                yield '<h2 id="'
                yield escape(environment.finalize(environment.getattr(l_1_section, 'id')))
                yield '"'
                yield escape(environment.finalize(context.call(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'attributes'), environment.getattr(l_1_section, 'title'), _loop_vars=_loop_vars)))
                yield '>'
                yield escape(environment.finalize(context.call((undefined(name='words') if l_0_words is missing else l_0_words), environment.getattr(l_1_section, 'title'), _loop_vars=_loop_vars)))
                yield '</h2>\n'
            yield escape(environment.finalize(context.call((undefined(name='contents') if l_0_contents is missing else l_0_contents), environment.getattr(l_1_section, 'blocks'), _loop_vars=_loop_vars)))
            yield '\n</section>\n'
    l_1_section = missing
    yield '</div>\n</main>\n<footer>\n<p>Made with coprod-check. This page is one file: it holds no script, and it asks nothing of the internet.</p>\n'
    if ((undefined(name='in_full') if l_0_in_full is missing else l_0_in_full) and (not (undefined(name='opened') if l_0_opened is missing else l_0_opened))):
        pass
        yield '<p class="paper-only">What is folded on the page is not printed. “'
        yield escape(environment.finalize((undefined(name='in_full') if l_0_in_full is missing else l_0_in_full)))
        yield '” makes a page that prints everything.</p>\n'
    yield '</footer>'

blocks = {}
debug_info = '1=48&2=66&3=74&4=75&7=87&9=92&12=112&14=115&17=123&18=130&19=133&20=138&24=177&25=184&26=189&27=195&28=200&29=217&30=220&32=227&38=244&40=252&42=257&43=262&44=267&45=273&47=279&53=296&55=304&56=309&57=314&59=323&65=357&67=365&68=370&72=382&73=388&74=389&76=411&77=413&78=419&80=440&81=446&86=515&88=522&90=527&91=534&96=575&97=581&98=582&99=588&100=593&105=604&107=610&108=614&109=616&110=620&115=674&116=681&117=684&118=690&122=706&123=713&124=724&127=730&128=735&129=739&132=746&133=752&134=753&135=756&136=759&137=764&138=777&140=782&141=787&144=796&145=799&146=802&147=805&148=808&149=811&150=814&151=817&152=820&153=823&154=826&155=829&156=832&157=835&158=838&159=841&160=844&161=847&162=850&163=853&165=859&171=866&173=872&174=876&176=878&178=881&180=883&181=891&188=900&189=903&190=906&191=916&194=921&195=927&197=936&205=940&206=943'
