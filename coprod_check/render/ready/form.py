"""form.html as code, by ``release/ready_templates.py``."""

MADE_OF = "dd61d91b9e751a7f1afaf0ee2d044dec7932ace7e79a001465b4dd22a16445a1"

from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'form.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_paper = resolve('paper')
    l_0_rubric = resolve('rubric')
    l_0_direction = resolve('direction')
    l_0_large = resolve('large')
    l_0_policy = resolve('policy')
    l_0_style = resolve('style')
    l_0_ours = resolve('ours')
    l_0_w = resolve('w')
    l_0_intro = resolve('intro')
    l_0_ask = resolve('ask')
    l_0_team = resolve('team')
    l_0_round = resolve('round')
    l_0_private = resolve('private')
    l_0_contact = resolve('contact')
    l_0_by = resolve('by')
    l_0_i = resolve('i')
    l_0_counts = resolve('counts')
    l_0_warnings = resolve('warnings')
    l_0_how = resolve('how')
    l_0_practices = resolve('practices')
    l_0_experience = resolve('experience')
    l_0_sends_to = resolve('sends_to')
    l_0_done_next = resolve('done_next')
    l_0_about = resolve('about')
    l_0_script = resolve('script')
    l_0_tag = l_0_parts = l_0_choice = l_0_wrong = l_0_tick = l_0_part_of = l_0_back_to = l_0_lines = l_0_row = missing
    try:
        t_1 = environment.filters['safe']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'safe' found.")
    pass
    l_0_tag = ('p' if (undefined(name='paper') if l_0_paper is missing else l_0_paper) else 'label')
    context.vars['tag'] = l_0_tag
    context.exported_vars.add('tag')
    def macro(l_1_lines):
        t_2 = []
        if l_1_lines is missing:
            l_1_lines = undefined("parameter 'lines' was not provided", name='lines')
        pass
        for l_2_block in l_1_lines:
            _loop_vars = {}
            pass
            if environment.getattr(l_2_block, 'items'):
                pass
                t_2.append(
                    '<ul>',
                )
                for l_3_item in environment.getattr(l_2_block, 'items'):
                    _loop_vars = {}
                    pass
                    t_2.extend((
                        '<li>',
                        escape(l_3_item),
                        '</li>',
                    ))
                l_3_item = missing
                t_2.append(
                    '</ul>',
                )
            else:
                pass
                t_2.extend((
                    '<p>',
                    escape(environment.getattr(l_2_block, 'text')),
                    '</p>',
                ))
        l_2_block = missing
        return concat(t_2)
    context.exported_vars.add('parts')
    context.vars['parts'] = l_0_parts = Macro(environment, macro, 'parts', ('lines',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_kind, l_1_name, l_1_value, l_1_id, l_1_head, l_1_text, l_1_foreign):
        t_3 = []
        if l_1_kind is missing:
            l_1_kind = undefined("parameter 'kind' was not provided", name='kind')
        if l_1_name is missing:
            l_1_name = undefined("parameter 'name' was not provided", name='name')
        if l_1_value is missing:
            l_1_value = undefined("parameter 'value' was not provided", name='value')
        if l_1_id is missing:
            l_1_id = undefined("parameter 'id' was not provided", name='id')
        if l_1_head is missing:
            l_1_head = undefined("parameter 'head' was not provided", name='head')
        if l_1_text is missing:
            l_1_text = ''
        if l_1_foreign is missing:
            l_1_foreign = ''
        pass
        if (undefined(name='paper') if l_0_paper is missing else l_0_paper):
            pass
            t_3.extend((
                '<div class="choice"><i class="box" aria-hidden="true"></i><b',
                escape(l_1_foreign),
                '>',
                escape(l_1_head),
                '</b>',
            ))
            if l_1_text:
                pass
                t_3.extend((
                    ' <span>',
                    escape(l_1_text),
                    '</span>',
                ))
            t_3.append(
                '</div>',
            )
        else:
            pass
            t_3.extend((
                '<label class="choice" for="',
                escape(l_1_id),
                '"><input type="',
                escape(l_1_kind),
                '" name="',
                escape(l_1_name),
                '" value="',
                escape(l_1_value),
                '" id="',
                escape(l_1_id),
                '"><b',
                escape(l_1_foreign),
                '>',
                escape(l_1_head),
                '</b>',
            ))
            if l_1_text:
                pass
                t_3.extend((
                    ' <span>',
                    escape(l_1_text),
                    '</span>',
                ))
            t_3.append(
                '</label>',
            )
        return concat(t_3)
    context.exported_vars.add('choice')
    context.vars['choice'] = l_0_choice = Macro(environment, macro, 'choice', ('kind', 'name', 'value', 'id', 'head', 'text', 'foreign'), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_field, l_1_message):
        t_4 = []
        if l_1_field is missing:
            l_1_field = undefined("parameter 'field' was not provided", name='field')
        if l_1_message is missing:
            l_1_message = undefined("parameter 'message' was not provided", name='message')
        pass
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            t_4.extend((
                '<p class="error" id="error.',
                escape(l_1_field),
                '" hidden',
                escape((undefined(name='ours') if l_0_ours is missing else l_0_ours)),
                '><span class="unseen">',
                escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'ERROR')),
                '</span> <span class="message">',
                escape(l_1_message),
                '</span></p>',
            ))
        return concat(t_4)
    context.exported_vars.add('wrong')
    context.vars['wrong'] = l_0_wrong = Macro(environment, macro, 'wrong', ('field', 'message'), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_words):
        t_5 = []
        if l_1_words is missing:
            l_1_words = ''
        pass
        t_5.append(
            '<span class="tick"><i class="box" aria-hidden="true"></i>',
        )
        if (l_1_words != ''):
            pass
            t_5.extend((
                ' ',
                escape(l_1_words),
            ))
        t_5.append(
            '</span>',
        )
        return concat(t_5)
    context.exported_vars.add('tick')
    context.vars['tick'] = l_0_tick = Macro(environment, macro, 'tick', ('words',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_kind):
        t_6 = []
        l_1_part = resolve('part')
        if l_1_kind is missing:
            l_1_kind = undefined("parameter 'kind' was not provided", name='kind')
        pass
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            t_6.extend((
                '<p class="part"',
                escape((undefined(name='ours') if l_0_ours is missing else l_0_ours)),
                '>',
                escape(environment.getitem((undefined(name='part') if l_1_part is missing else l_1_part), l_1_kind)),
                '</p>',
            ))
        return concat(t_6)
    context.exported_vars.add('part_of')
    context.vars['part_of'] = l_0_part_of = Macro(environment, macro, 'part_of', ('kind',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_head, l_1_soon, l_1_whom):
        t_7 = []
        if l_1_head is missing:
            l_1_head = undefined("parameter 'head' was not provided", name='head')
        if l_1_soon is missing:
            l_1_soon = undefined("parameter 'soon' was not provided", name='soon')
        if l_1_whom is missing:
            l_1_whom = ''
        pass
        if ((undefined(name='contact') if l_0_contact is missing else l_0_contact) or l_1_whom):
            pass
            t_7.extend((
                '<p',
                escape((undefined(name='ours') if l_0_ours is missing else l_0_ours)),
                '>',
                escape(l_1_head),
                ' <bdi>',
                escape(((undefined(name='contact') if l_0_contact is missing else l_0_contact) or l_1_whom)),
                '</bdi>',
            ))
            if (undefined(name='by') if l_0_by is missing else l_0_by):
                pass
                t_7.extend((
                    ' ',
                    escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'BY')),
                    ' ',
                    escape((undefined(name='by') if l_0_by is missing else l_0_by)),
                ))
            t_7.append(
                '.</p>',
            )
        elif (undefined(name='by') if l_0_by is missing else l_0_by):
            pass
            t_7.extend((
                '<p',
                escape((undefined(name='ours') if l_0_ours is missing else l_0_ours)),
                '>',
                escape(l_1_soon),
                ' ',
                escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'BY')),
                ' ',
                escape((undefined(name='by') if l_0_by is missing else l_0_by)),
                '.</p>',
            ))
        return concat(t_7)
    context.exported_vars.add('back_to')
    context.vars['back_to'] = l_0_back_to = Macro(environment, macro, 'back_to', ('head', 'soon', 'whom'), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_count):
        t_8 = []
        l_1_range = resolve('range')
        if l_1_count is missing:
            l_1_count = undefined("parameter 'count' was not provided", name='count')
        pass
        t_8.append(
            '<div class="lines" aria-hidden="true">',
        )
        for l_2__ in context.call((undefined(name='range') if l_1_range is missing else l_1_range), l_1_count):
            _loop_vars = {}
            pass
            t_8.append(
                '<span></span>',
            )
        l_2__ = missing
        t_8.append(
            '</div>',
        )
        return concat(t_8)
    context.exported_vars.add('lines')
    context.vars['lines'] = l_0_lines = Macro(environment, macro, 'lines', ('count',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_step, l_1_title, l_1_said, l_1_foreign, l_1_noted):
        t_9 = []
        if l_1_step is missing:
            l_1_step = undefined("parameter 'step' was not provided", name='step')
        if l_1_title is missing:
            l_1_title = undefined("parameter 'title' was not provided", name='title')
        if l_1_said is missing:
            l_1_said = undefined("parameter 'said' was not provided", name='said')
        if l_1_foreign is missing:
            l_1_foreign = ''
        if l_1_noted is missing:
            l_1_noted = ''
        pass
        t_9.extend((
            '<div class="row"><dt',
            escape(l_1_foreign),
            '>',
            escape(l_1_title),
            '</dt><dd><span class="said" id="said.',
            escape(l_1_said),
            '" dir="auto"></span>',
        ))
        if l_1_noted:
            pass
            t_9.extend((
                '<span class="noted" id="noted.',
                escape(l_1_noted),
                '" dir="auto"></span>',
            ))
        t_9.extend((
            '</dd>\n<dd class="change"><a href="#',
            escape(l_1_step),
            '" data-change',
            escape((undefined(name='ours') if l_0_ours is missing else l_0_ours)),
            '>',
            escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'CHANGE')),
            '<span class="unseen"',
            escape(l_1_foreign),
            '>: ',
            escape(l_1_title),
            '</span></a></dd></div>',
        ))
        return concat(t_9)
    context.exported_vars.add('row')
    context.vars['row'] = l_0_row = Macro(environment, macro, 'row', ('step', 'title', 'said', 'foreign', 'noted'), False, False, False, context.eval_ctx.autoescape)
    yield '<!doctype html>\n<html lang="'
    yield escape(environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'language'))
    yield '" dir="'
    yield escape((undefined(name='direction') if l_0_direction is missing else l_0_direction))
    yield '"'
    if (undefined(name='paper') if l_0_paper is missing else l_0_paper):
        pass
        yield ' class="paper'
        yield escape((' large' if (undefined(name='large') if l_0_large is missing else l_0_large) else cond_expr_undefined("the inline if-expression on line 30 in 'form.html' evaluated to false and no else section was defined.")))
        yield '"'
    yield '>\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="'
    yield escape((undefined(name='policy') if l_0_policy is missing else l_0_policy))
    yield '">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="'
    yield escape(('light' if (undefined(name='paper') if l_0_paper is missing else l_0_paper) else 'light dark'))
    yield '">\n<meta name="referrer" content="no-referrer">\n<title>'
    yield escape(environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'title'))
    yield '</title>\n<link rel="icon" href="data:,">\n<style>'
    yield escape(t_1((undefined(name='style') if l_0_style is missing else l_0_style)))
    yield '</style>\n</head>\n<body>\n<header>\n<h1>'
    yield escape(environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'title'))
    yield '</h1>\n</header>\n<main>\n'
    if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
        pass
        yield '<p class="note" id="no-script"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'NO_SCRIPT'))
        yield '</p>\n<div class="note" id="put-back" role="status" hidden'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '><p><strong>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PUT_BACK'))
        yield '</strong> '
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PUT_BACK_WHY'))
        yield '</p>\n<p class="buttons"><button type="button" class="main" id="go-on" hidden></button>\n<button type="button" id="clear-put-back">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'CLEAR_ALL'))
        yield '</button></p></div>\n<div id="errors" tabindex="-1" hidden aria-labelledby="errors-title"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '><div role="alert"><h2 id="errors-title">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'ERRORS'))
        yield '</h2><ul></ul></div></div>\n'
    if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
        pass
        yield '<form autocomplete="off" novalidate>'
    yield '<section class="step" id="start">\n'
    yield escape(context.call((undefined(name='part_of') if l_0_part_of is missing else l_0_part_of), 'before'))
    yield '\n<div class="intro">\n<h2 tabindex="-1"'
    yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
    yield '>'
    yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'START'))
    yield '</h2>\n<p'
    yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
    yield '>'
    yield escape(environment.getitem((undefined(name='intro') if l_0_intro is missing else l_0_intro), 0))
    yield '</p>\n'
    if (undefined(name='paper') if l_0_paper is missing else l_0_paper):
        pass
        for l_1_paragraph in environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'summary_paragraphs'):
            _loop_vars = {}
            pass
            yield '<p>'
            yield escape(l_1_paragraph)
            yield '</p>'
        l_1_paragraph = missing
        yield '<ul'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        for l_1_sentence in (undefined(name='intro') if l_0_intro is missing else l_0_intro)[1:]:
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_sentence)
            yield '</li>'
        l_1_sentence = missing
        yield '</ul>\n'
    else:
        pass
        for l_1_paragraph in environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'summary_paragraphs')[:1]:
            _loop_vars = {}
            pass
            yield '<p>'
            yield escape(l_1_paragraph)
            yield '</p>'
        l_1_paragraph = missing
        for l_1_sentence in (undefined(name='intro') if l_0_intro is missing else l_0_intro)[1:]:
            _loop_vars = {}
            pass
            yield '<p'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(l_1_sentence)
            yield '</p>'
        l_1_sentence = missing
        yield escape(context.call((undefined(name='back_to') if l_0_back_to is missing else l_0_back_to), environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'SEND_ANSWERS'), environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'SEND_SOON')))
        yield '\n'
        if (undefined(name='ask') if l_0_ask is missing else l_0_ask):
            pass
            yield '<p'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'ANOTHER_WAY'))
            yield ' <bdi>'
            yield escape((undefined(name='ask') if l_0_ask is missing else l_0_ask))
            yield '</bdi>.</p>'
    yield '</div>\n'
    if (undefined(name='paper') if l_0_paper is missing else l_0_paper):
        pass
        yield '<dl class="head">\n<div><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_TEAM'))
        yield '</dt><dd dir="auto">'
        yield escape((undefined(name='team') if l_0_team is missing else l_0_team))
        yield '</dd></div>\n<div class="half"><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_ROUND'))
        yield '</dt><dd dir="auto">'
        yield escape((undefined(name='round') if l_0_round is missing else l_0_round))
        yield '</dd></div>\n<div class="half"><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_DATE'))
        yield '</dt><dd></dd></div>\n'
        if (undefined(name='private') if l_0_private is missing else l_0_private):
            pass
            yield '<div><dt'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_NAME'))
            yield '</dt><dd></dd></div>'
        yield '<div><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_TO'))
        yield '</dt><dd dir="auto">'
        yield escape((undefined(name='contact') if l_0_contact is missing else l_0_contact))
        yield '</dd></div>\n<div><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_BY'))
        yield '</dt><dd'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape((undefined(name='by') if l_0_by is missing else l_0_by))
        yield '</dd></div>\n<div><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'ANOTHER_WAY'))
        yield '</dt><dd dir="auto">'
        yield escape((undefined(name='ask') if l_0_ask is missing else l_0_ask))
        yield '</dd></div>\n</dl>\n'
    else:
        pass
        if ((undefined(name='team') if l_0_team is missing else l_0_team) or (undefined(name='round') if l_0_round is missing else l_0_round)):
            pass
            yield '<dl class="given">\n'
            if (undefined(name='team') if l_0_team is missing else l_0_team):
                pass
                yield '<div><dt'
                yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
                yield '>'
                yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_TEAM'))
                yield '</dt><dd dir="auto">'
                yield escape((undefined(name='team') if l_0_team is missing else l_0_team))
                yield '</dd></div>'
            if (undefined(name='round') if l_0_round is missing else l_0_round):
                pass
                yield '<div><dt'
                yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
                yield '>'
                yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_ROUND'))
                yield '</dt><dd dir="auto">'
                yield escape((undefined(name='round') if l_0_round is missing else l_0_round))
                yield '</dd></div>'
            yield '</dl>\n'
        if (undefined(name='team') if l_0_team is missing else l_0_team):
            pass
            yield '<input type="hidden" id="team" name="team" value="'
            yield escape((undefined(name='team') if l_0_team is missing else l_0_team))
            yield '">\n'
        else:
            pass
            yield '<div class="field"><label for="team"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'TEAM'))
            yield '</label>\n'
            yield escape(context.call((undefined(name='wrong') if l_0_wrong is missing else l_0_wrong), 'team', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'TEAM_NEEDED')))
            yield '\n<input type="text" id="team" name="team" dir="auto"></div>\n'
        if (undefined(name='round') if l_0_round is missing else l_0_round):
            pass
            yield '<input type="hidden" id="round" name="round" value="'
            yield escape((undefined(name='round') if l_0_round is missing else l_0_round))
            yield '">\n'
        else:
            pass
            yield '<div class="field"><label for="round"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'ROUND'))
            yield '</label>\n<p class="hint" id="hint.round"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'ROUND_HINT'))
            yield '</p>\n<input type="text" class="short" id="round" name="round" dir="auto" aria-describedby="hint.round"></div>\n'
        yield '<fieldset class="field"><legend'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'DATE'))
        yield '</legend>\n'
        yield escape(context.call((undefined(name='wrong') if l_0_wrong is missing else l_0_wrong), 'day', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'DATE_NEEDED')))
        yield '\n<div class="date"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>\n'
        for (l_1_id, l_1_label) in (('day', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'DAY')), ('month', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'MONTH')), ('year', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'YEAR'))):
            _loop_vars = {}
            pass
            yield '<div><label for="'
            yield escape(l_1_id)
            yield '">'
            yield escape(l_1_label)
            yield '</label><input type="text" inputmode="numeric" id="'
            yield escape(l_1_id)
            yield '" name="'
            yield escape(l_1_id)
            yield '"></div>\n'
        l_1_id = l_1_label = missing
        yield '</div></fieldset>\n<div class="field keep" data-with-script hidden'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>\n<label class="choice" for="keep"><input type="checkbox" id="keep" name="keep" aria-describedby="hint.keep"><b>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'KEEP'))
        yield '</b></label>\n<p class="hint" id="hint.keep">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'KEEP_HINT'))
        yield '</p>\n<p class="status" id="keep-status" role="status"></p>\n<button type="button" id="clear" hidden>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'CLEAR'))
        yield '</button>\n</div>\n'
    yield '</section>\n'
    if (undefined(name='private') if l_0_private is missing else l_0_private):
        pass
        yield '<section class="step" id="yours">\n'
        yield escape(context.call((undefined(name='part_of') if l_0_part_of is missing else l_0_part_of), 'before'))
        yield '\n<h2 tabindex="-1"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'YOURS'))
        yield '</h2>\n'
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            yield '<p'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'WHO_READS'))
            yield '</p>'
        yield '<fieldset class="field"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '><legend>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'SHARE'))
        yield '</legend>\n<p>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'SHARE_TWO'))
        yield '</p><p>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'SHARE_WHY'))
        yield '</p><p>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'SHARE_EXACT'))
        yield '</p><p>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'SHARE_HELP'))
        yield '</p><p class="hint">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'SHARE_BLANK'))
        yield '</p>\n'
        yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), 'radio', 'share', 'yes', 'share.yes', environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'SHARE_YES')))
        yield '\n'
        yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), 'radio', 'share', 'no', 'share.no', environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'SHARE_NO')))
        yield '\n</fieldset>\n'
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            yield '<div class="field"><label for="respondent"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'PSEUDONYM'))
            yield '</label>\n<p class="hint" id="hint.respondent"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'PSEUDONYM_WHY'))
            yield '</p>\n<input type="text" class="short" id="respondent" name="respondent" dir="auto" aria-describedby="hint.respondent"></div>\n'
        else:
            pass
            yield '<p class="hint"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_NAME'))
            yield ': '
            yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'PSEUDONYM_WHY'))
            yield '</p>\n'
        yield '</section>\n'
    else:
        pass
        yield '<section class="step" id="people">\n'
        yield escape(context.call((undefined(name='part_of') if l_0_part_of is missing else l_0_part_of), 'before'))
        yield '\n<h2 tabindex="-1"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'WHO'))
        yield '</h2>\n<p'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'WHO_WHY'))
        yield '</p>\n'
        for (l_1_id, l_1_label, l_1_message) in (undefined(name='counts') if l_0_counts is missing else l_0_counts):
            _loop_vars = {}
            pass
            yield '<div class="field"><'
            yield escape((undefined(name='tag') if l_0_tag is missing else l_0_tag))
            yield ' class="label"'
            if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
                pass
                yield ' for="'
                yield escape(l_1_id)
                yield '"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(l_1_label)
            yield '</'
            yield escape((undefined(name='tag') if l_0_tag is missing else l_0_tag))
            yield '>\n'
            yield escape(context.call((undefined(name='wrong') if l_0_wrong is missing else l_0_wrong), l_1_id, l_1_message, _loop_vars=_loop_vars))
            yield '\n'
            if (undefined(name='paper') if l_0_paper is missing else l_0_paper):
                pass
                yield '<span class="number" aria-hidden="true"></span>'
            else:
                pass
                yield '<input type="text" inputmode="numeric" class="number" id="'
                yield escape(l_1_id)
                yield '" name="'
                yield escape(l_1_id)
                yield '" aria-describedby="hint.who">'
            yield '</div>\n'
        l_1_id = l_1_label = l_1_message = missing
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            yield '<p class="hint" id="hint.who"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'WHO_BOTH'))
            yield '</p>\n<div role="status"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>\n'
            for (l_1_key, l_1_sentences) in (undefined(name='warnings') if l_0_warnings is missing else l_0_warnings):
                _loop_vars = {}
                pass
                yield '<div class="note" data-who="'
                yield escape(l_1_key)
                yield '" hidden>'
                for l_2_sentence in l_1_sentences:
                    _loop_vars = {}
                    pass
                    yield '<p data-says="'
                    yield escape(l_2_sentence)
                    yield '">'
                    yield escape(l_2_sentence)
                    yield '</p>'
                l_2_sentence = missing
                yield '</div>\n'
            l_1_key = l_1_sentences = missing
            yield '</div>\n'
        yield '</section>\n'
    if environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'circumstances'):
        pass
        yield '<section class="step" id="circumstances">\n'
        yield escape(context.call((undefined(name='part_of') if l_0_part_of is missing else l_0_part_of), 'before'))
        yield '\n<h2 tabindex="-1"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'ABOUT_WORK'))
        yield '</h2>\n<fieldset class="field"><legend'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'CIRCUMSTANCES'))
        yield '</legend>\n<p class="hint"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'CIRCUMSTANCES_HINT'))
        yield '</p>\n'
        l_1_loop = missing
        for l_1_each, l_1_loop in LoopContext(environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'circumstances'), undefined):
            _loop_vars = {}
            pass
            yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), 'checkbox', 'circumstances', environment.getattr(l_1_each, 'id'), markup_join(('c', environment.getattr(l_1_loop, 'index'), )), markup_join(((markup_join((environment.getattr(l_1_loop, 'index'), ' ', )) if (undefined(name='paper') if l_0_paper is missing else l_0_paper) else ''), environment.getattr(l_1_each, 'statement'), )), _loop_vars=_loop_vars))
            yield '\n'
        l_1_loop = l_1_each = missing
        yield '</fieldset>\n</section>\n'
    if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
        pass
        yield '<section class="step" id="how">\n'
        yield escape(context.call((undefined(name='part_of') if l_0_part_of is missing else l_0_part_of), 'before'))
        yield '\n<h2 tabindex="-1"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'HOW'))
        yield '</h2>\n'
        for l_1_paragraph in environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'summary_paragraphs')[1:]:
            _loop_vars = {}
            pass
            yield '<p>'
            yield escape(l_1_paragraph)
            yield '</p>'
        l_1_paragraph = missing
        yield '<ul'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        for l_1_sentence in (undefined(name='how') if l_0_how is missing else l_0_how):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_sentence)
            yield '</li>'
        l_1_sentence = missing
        yield '</ul>\n</section>\n'
    l_1_loop = missing
    for l_1_page, l_1_loop in LoopContext((undefined(name='practices') if l_0_practices is missing else l_0_practices), undefined):
        l_1_evidence_from = resolve('evidence_from')
        l_1_practice = l_1_id = l_1_short = missing
        _loop_vars = {}
        pass
        l_1_practice = environment.getattr(l_1_page, 'practice')
        _loop_vars['practice'] = l_1_practice
        l_1_id = environment.getattr((undefined(name='practice') if l_1_practice is missing else l_1_practice), 'id')
        _loop_vars['id'] = l_1_id
        l_1_short = markup_join(('p', environment.getattr(l_1_loop, 'index'), '.', ))
        _loop_vars['short'] = l_1_short
        yield '<section class="step practice" id="practice.'
        yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
        yield '" data-practice="'
        yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
        yield '">\n'
        yield escape(context.call((undefined(name='part_of') if l_0_part_of is missing else l_0_part_of), 'practices', _loop_vars=_loop_vars))
        yield '\n<h2 tabindex="-1"><span class="progress"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr(l_1_page, 'progress'))
        yield '<span class="unseen">:</span></span> '
        yield escape(environment.getattr((undefined(name='practice') if l_1_practice is missing else l_1_practice), 'title'))
        yield '</h2>\n<fieldset class="field"><legend>'
        yield escape(environment.getattr(l_1_page, 'question'))
        yield '</legend>\n'
        for l_2_level in environment.getattr(l_1_page, 'levels'):
            _loop_vars = {}
            pass
            yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), 'radio', markup_join(('level.', (undefined(name='id') if l_1_id is missing else l_1_id), )), environment.getattr(l_2_level, 'number'), markup_join(((undefined(name='short') if l_1_short is missing else l_1_short), environment.getattr(l_2_level, 'number'), )), environment.getattr(l_2_level, 'name'), environment.getattr(l_2_level, 'text'), _loop_vars=_loop_vars))
            yield '\n'
        l_2_level = missing
        yield '<div class="others">\n'
        yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), 'radio', markup_join(('level.', (undefined(name='id') if l_1_id is missing else l_1_id), )), 'dont-know', markup_join(((undefined(name='short') if l_1_short is missing else l_1_short), 'd', )), environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'DONT_KNOW'), foreign=(undefined(name='ours') if l_0_ours is missing else l_0_ours), _loop_vars=_loop_vars))
        yield '\n'
        if environment.getattr((undefined(name='practice') if l_1_practice is missing else l_1_practice), 'may_not_apply'):
            pass
            yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), 'radio', markup_join(('level.', (undefined(name='id') if l_1_id is missing else l_1_id), )), 'not-applicable', markup_join(((undefined(name='short') if l_1_short is missing else l_1_short), 'n', )), environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'NOT_APPLICABLE'), foreign=(undefined(name='ours') if l_0_ours is missing else l_0_ours), _loop_vars=_loop_vars))
            yield '\n'
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), 'radio', markup_join(('level.', (undefined(name='id') if l_1_id is missing else l_1_id), )), 'blank', markup_join(((undefined(name='short') if l_1_short is missing else l_1_short), 'x', )), environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'LEAVE_BLANK'), foreign=(undefined(name='ours') if l_0_ours is missing else l_0_ours), _loop_vars=_loop_vars))
            yield '\n'
        yield '</div>\n</fieldset>\n'
        if environment.getattr((undefined(name='practice') if l_1_practice is missing else l_1_practice), 'may_not_apply'):
            pass
            yield '<div class="field follow"><'
            yield escape((undefined(name='tag') if l_0_tag is missing else l_0_tag))
            yield ' class="label"'
            if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
                pass
                yield ' for="reason.'
                yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
                yield '"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'REASON'))
            yield '</'
            yield escape((undefined(name='tag') if l_0_tag is missing else l_0_tag))
            yield '>\n'
            yield escape(context.call((undefined(name='wrong') if l_0_wrong is missing else l_0_wrong), markup_join(('reason.', (undefined(name='id') if l_1_id is missing else l_1_id), )), environment.getattr(l_1_page, 'reason_needed'), _loop_vars=_loop_vars))
            yield '\n'
            if (undefined(name='paper') if l_0_paper is missing else l_0_paper):
                pass
                yield escape(context.call((undefined(name='lines') if l_0_lines is missing else l_0_lines), 1, _loop_vars=_loop_vars))
            else:
                pass
                yield '<textarea id="reason.'
                yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
                yield '" name="reason.'
                yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
                yield '" dir="auto" rows="2"></textarea>'
            yield '</div>\n'
        yield '<div class="field follow"><'
        yield escape((undefined(name='tag') if l_0_tag is missing else l_0_tag))
        yield ' class="label"'
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            yield ' for="evidence.'
            yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
            yield '"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'EVIDENCE'))
        yield '</'
        yield escape((undefined(name='tag') if l_0_tag is missing else l_0_tag))
        yield '>\n'
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            yield '<p class="hint" id="hint.evidence.'
            yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
            yield '"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '><span class="from">'
            yield escape((undefined(name='evidence_from') if l_1_evidence_from is missing else l_1_evidence_from))
            yield ' </span>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'EVIDENCE_IF'))
            yield ' '
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'NO_NAMES'))
            yield '</p>\n'
        yield escape(context.call((undefined(name='wrong') if l_0_wrong is missing else l_0_wrong), markup_join(('evidence.', (undefined(name='id') if l_1_id is missing else l_1_id), )), environment.getattr(l_1_page, 'contradiction'), _loop_vars=_loop_vars))
        yield '\n'
        if (undefined(name='paper') if l_0_paper is missing else l_0_paper):
            pass
            yield escape(context.call((undefined(name='lines') if l_0_lines is missing else l_0_lines), (5 if (undefined(name='large') if l_0_large is missing else l_0_large) else 2), _loop_vars=_loop_vars))
        else:
            pass
            yield '<textarea id="evidence.'
            yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
            yield '" name="evidence.'
            yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
            yield '" dir="auto" rows="5" aria-describedby="hint.evidence.'
            yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
            yield '"></textarea>'
        yield '</div>\n'
        if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
            pass
            yield '<details><summary'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'HELP'))
            yield '<span class="unseen">: '
            yield escape(environment.getattr((undefined(name='practice') if l_1_practice is missing else l_1_practice), 'title'))
            yield '</span></summary>'
            yield escape(context.call((undefined(name='parts') if l_0_parts is missing else l_0_parts), environment.getattr(l_1_page, 'help'), _loop_vars=_loop_vars))
            yield '</details>\n'
        yield '</section>\n'
    l_1_loop = l_1_page = l_1_practice = l_1_id = l_1_short = l_1_evidence_from = missing
    l_1_loop = missing
    for l_1_page, l_1_loop in LoopContext((undefined(name='experience') if l_0_experience is missing else l_0_experience), undefined):
        l_1_question = l_1_id = l_1_short = missing
        _loop_vars = {}
        pass
        l_1_question = environment.getattr(l_1_page, 'question')
        _loop_vars['question'] = l_1_question
        l_1_id = environment.getattr((undefined(name='question') if l_1_question is missing else l_1_question), 'id')
        _loop_vars['id'] = l_1_id
        l_1_short = markup_join(('e', environment.getattr(l_1_loop, 'index'), '.', ))
        _loop_vars['short'] = l_1_short
        yield '<section class="step experience" id="experience.'
        yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
        yield '" data-question="'
        yield escape((undefined(name='id') if l_1_id is missing else l_1_id))
        yield '"'
        if environment.getattr((undefined(name='question') if l_1_question is missing else l_1_question), 'several'):
            pass
            yield ' data-several="yes"'
        yield '>\n'
        yield escape(context.call((undefined(name='part_of') if l_0_part_of is missing else l_0_part_of), 'experience', _loop_vars=_loop_vars))
        yield '\n<h2 tabindex="-1"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr(l_1_page, 'progress'))
        yield '</h2>\n'
        if environment.getattr(l_1_loop, 'first'):
            pass
            yield '<p'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'EXPERIENCE_WHY'))
            yield '</p>'
        yield '<fieldset class="field"><legend>'
        yield escape(environment.getattr((undefined(name='question') if l_1_question is missing else l_1_question), 'question'))
        yield '</legend>\n'
        if environment.getattr((undefined(name='question') if l_1_question is missing else l_1_question), 'several'):
            pass
            yield '<p class="hint"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'CHOOSE_ALL'))
            yield '</p>'
        l_2_loop = missing
        for l_2_option, l_2_loop in LoopContext(environment.getattr((undefined(name='question') if l_1_question is missing else l_1_question), 'options'), undefined):
            _loop_vars = {}
            pass
            yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), ('checkbox' if environment.getattr((undefined(name='question') if l_1_question is missing else l_1_question), 'several') else 'radio'), markup_join(('experience.', (undefined(name='id') if l_1_id is missing else l_1_id), )), environment.getattr(l_2_option, 'id'), markup_join(((undefined(name='short') if l_1_short is missing else l_1_short), environment.getattr(l_2_loop, 'index'), )), markup_join(((markup_join((environment.getattr(l_2_loop, 'index'), ' ', )) if (undefined(name='paper') if l_0_paper is missing else l_0_paper) else ''), environment.getattr(l_2_option, 'text'), )), _loop_vars=_loop_vars))
            yield '\n'
        l_2_loop = l_2_option = missing
        if ((not environment.getattr((undefined(name='question') if l_1_question is missing else l_1_question), 'several')) and (not (undefined(name='paper') if l_0_paper is missing else l_0_paper))):
            pass
            yield '<div class="others">'
            yield escape(context.call((undefined(name='choice') if l_0_choice is missing else l_0_choice), 'radio', markup_join(('experience.', (undefined(name='id') if l_1_id is missing else l_1_id), )), 'blank', markup_join(((undefined(name='short') if l_1_short is missing else l_1_short), 'x', )), environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'LEAVE_BLANK'), foreign=(undefined(name='ours') if l_0_ours is missing else l_0_ours), _loop_vars=_loop_vars))
            yield '</div>\n'
        yield '</fieldset>\n</section>\n'
    l_1_loop = l_1_page = l_1_question = l_1_id = l_1_short = missing
    if (undefined(name='paper') if l_0_paper is missing else l_0_paper):
        pass
        if (not (undefined(name='contact') if l_0_contact is missing else l_0_contact)):
            pass
            yield '<p class="thanks"'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_DONE'))
            yield '</p>'
        else:
            pass
            yield '<div class="thanks"><p'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'THANKS'))
            yield '</p>'
            yield escape(context.call((undefined(name='back_to') if l_0_back_to is missing else l_0_back_to), environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_TO'), ''))
            yield '</div>'
        yield '<section class="short" id="in-short">\n<h2'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'IN_SHORT'))
        yield '</h2>\n<p'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'IN_SHORT_WHY'))
        yield '</p>\n<dl class="head">\n<div><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_TEAM'))
        yield '</dt><dd dir="auto">'
        yield escape((undefined(name='team') if l_0_team is missing else l_0_team))
        yield '</dd></div>\n<div class="half"><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_ROUND'))
        yield '</dt><dd dir="auto">'
        yield escape((undefined(name='round') if l_0_round is missing else l_0_round))
        yield '</dd></div>\n<div class="half"><dt'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_DATE'))
        yield '</dt><dd></dd></div>\n'
        if (undefined(name='private') if l_0_private is missing else l_0_private):
            pass
            yield '<div><dt'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_NAME'))
            yield '</dt><dd></dd></div>\n'
        else:
            pass
            for l_1_label in (environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'STAFF'), environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'MEMBERS')):
                _loop_vars = {}
                pass
                yield '<div class="half"><dt'
                yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
                yield '>'
                yield escape(l_1_label)
                yield '</dt><dd></dd></div>'
            l_1_label = missing
        yield '</dl>\n'
        if (undefined(name='private') if l_0_private is missing else l_0_private):
            pass
            yield '<p'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'SHOW_THEM'))
            yield ' '
            yield escape(context.call((undefined(name='tick') if l_0_tick is missing else l_0_tick), environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'YES')))
            yield ' '
            yield escape(context.call((undefined(name='tick') if l_0_tick is missing else l_0_tick), environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'NO')))
            yield '</p>'
        if environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'circumstances'):
            pass
            yield '<p'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'TRUE_FOR_US'))
            yield ': '
            l_1_loop = missing
            for l_1__, l_1_loop in LoopContext(environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'circumstances'), undefined):
                _loop_vars = {}
                pass
                yield escape(context.call((undefined(name='tick') if l_0_tick is missing else l_0_tick), environment.getattr(l_1_loop, 'index'), _loop_vars=_loop_vars))
                yield ' '
            l_1_loop = l_1__ = missing
            yield '</p>'
        yield '<table>\n<caption class="unseen"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'IN_SHORT'))
        yield '</caption>\n<thead><tr><th scope="col"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PRACTICES'))
        yield '</th>'
        for l_1_level in environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'levels'):
            _loop_vars = {}
            pass
            yield '<th scope="col">'
            yield escape(environment.getattr(l_1_level, 'number'))
            yield '</th>'
        l_1_level = missing
        yield '<th scope="col">?</th><th scope="col">–</th></tr></thead>\n<tbody>\n'
        l_1_loop = missing
        for l_1_page, l_1_loop in LoopContext((undefined(name='practices') if l_0_practices is missing else l_0_practices), undefined):
            _loop_vars = {}
            pass
            yield '<tr><th scope="row">'
            yield escape(environment.getattr(l_1_loop, 'index'))
            yield ' '
            yield escape(environment.getattr(environment.getattr(l_1_page, 'practice'), 'title'))
            yield '</th>'
            for l_2__ in environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'levels'):
                _loop_vars = {}
                pass
                yield '<td>'
                yield escape(context.call((undefined(name='tick') if l_0_tick is missing else l_0_tick), _loop_vars=_loop_vars))
                yield '</td>'
            l_2__ = missing
            yield '<td>'
            yield escape(context.call((undefined(name='tick') if l_0_tick is missing else l_0_tick), _loop_vars=_loop_vars))
            yield '</td><td>'
            if environment.getattr(environment.getattr(l_1_page, 'practice'), 'may_not_apply'):
                pass
                yield escape(context.call((undefined(name='tick') if l_0_tick is missing else l_0_tick), _loop_vars=_loop_vars))
            yield '</td></tr>\n'
        l_1_loop = l_1_page = missing
        yield '</tbody>\n</table>\n'
        if (undefined(name='experience') if l_0_experience is missing else l_0_experience):
            pass
            yield '<h3'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'EXPERIENCE'))
            yield '</h3>\n<ol class="asked">\n'
            l_1_loop = missing
            for l_1_page, l_1_loop in LoopContext((undefined(name='experience') if l_0_experience is missing else l_0_experience), undefined):
                _loop_vars = {}
                pass
                yield '<li>'
                l_2_loop = missing
                for l_2__, l_2_loop in LoopContext(environment.getattr(environment.getattr(l_1_page, 'question'), 'options'), undefined):
                    _loop_vars = {}
                    pass
                    yield escape(context.call((undefined(name='tick') if l_0_tick is missing else l_0_tick), environment.getattr(l_2_loop, 'index'), _loop_vars=_loop_vars))
                    yield ' '
                l_2_loop = l_2__ = missing
                yield '</li>\n'
            l_1_loop = l_1_page = missing
            yield '</ol>\n'
        yield '</section>\n'
    else:
        pass
        yield '<div class="buttons" id="moves" hidden'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>\n<button type="button" class="main" data-go="next">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'CARRY_ON'))
        yield '</button>\n<button type="button" data-go="back">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'BACK'))
        yield '</button>\n<button type="button" class="quiet" data-go="list">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'TO_LIST'))
        yield '</button>\n</div>\n<section class="step" id="review" hidden>\n'
        yield escape(context.call((undefined(name='part_of') if l_0_part_of is missing else l_0_part_of), 'review'))
        yield '\n<h2 tabindex="-1"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'REVIEW'))
        yield '</h2>\n<p'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'REVIEW_WHY'))
        yield '</p>\n<p id="answered"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '></p>\n<h3'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape((environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'ABOUT_YOU') if (undefined(name='private') if l_0_private is missing else l_0_private) else environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'WHO')))
        yield '</h3>\n<dl>\n'
        yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), 'start', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_TEAM'), 'team', (undefined(name='ours') if l_0_ours is missing else l_0_ours)))
        yield '\n'
        yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), 'start', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_ROUND'), 'round', (undefined(name='ours') if l_0_ours is missing else l_0_ours)))
        yield '\n'
        yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), 'start', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PAPER_DATE'), 'date', (undefined(name='ours') if l_0_ours is missing else l_0_ours)))
        yield '\n'
        if (undefined(name='private') if l_0_private is missing else l_0_private):
            pass
            yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), 'yours', environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'SHARE'), 'share', (undefined(name='ours') if l_0_ours is missing else l_0_ours)))
            yield '\n'
            yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), 'yours', environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'MADE_UP_NAME'), 'respondent', (undefined(name='ours') if l_0_ours is missing else l_0_ours)))
            yield '\n'
        else:
            pass
            for (l_1_id, l_1_label, l_1__) in (undefined(name='counts') if l_0_counts is missing else l_0_counts):
                _loop_vars = {}
                pass
                yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), 'people', l_1_label, l_1_id, (undefined(name='ours') if l_0_ours is missing else l_0_ours), _loop_vars=_loop_vars))
                yield '\n'
            l_1_id = l_1_label = l_1__ = missing
        if environment.getattr((undefined(name='rubric') if l_0_rubric is missing else l_0_rubric), 'circumstances'):
            pass
            yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), 'circumstances', environment.getattr((undefined(name='i') if l_0_i is missing else l_0_i), 'CIRCUMSTANCES'), 'circumstances', (undefined(name='ours') if l_0_ours is missing else l_0_ours)))
        yield '</dl>\n<h3'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'PRACTICES'))
        yield '</h3>\n<dl>\n'
        for l_1_page in (undefined(name='practices') if l_0_practices is missing else l_0_practices):
            _loop_vars = {}
            pass
            yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), markup_join(('practice.', environment.getattr(environment.getattr(l_1_page, 'practice'), 'id'), )), environment.getattr(environment.getattr(l_1_page, 'practice'), 'title'), markup_join(('practice.', environment.getattr(environment.getattr(l_1_page, 'practice'), 'id'), )), noted=environment.getattr(environment.getattr(l_1_page, 'practice'), 'id'), _loop_vars=_loop_vars))
            yield '\n'
        l_1_page = missing
        yield '</dl>\n'
        if (undefined(name='experience') if l_0_experience is missing else l_0_experience):
            pass
            yield '<h3'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'EXPERIENCE'))
            yield '</h3>\n<dl>\n'
            for l_1_page in (undefined(name='experience') if l_0_experience is missing else l_0_experience):
                _loop_vars = {}
                pass
                yield escape(context.call((undefined(name='row') if l_0_row is missing else l_0_row), markup_join(('experience.', environment.getattr(environment.getattr(l_1_page, 'question'), 'id'), )), environment.getattr(environment.getattr(l_1_page, 'question'), 'question'), markup_join(('experience.', environment.getattr(environment.getattr(l_1_page, 'question'), 'id'), )), _loop_vars=_loop_vars))
                yield '\n'
            l_1_page = missing
            yield '</dl>\n'
        yield '<div class="buttons" data-with-script hidden'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>\n<p class="hint">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'DOWNLOAD_WHY'))
        yield '</p>\n<button type="button" class="main" data-finish>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'DOWNLOAD'))
        yield '</button>\n<button type="button" data-go="back">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'BACK'))
        yield '</button>\n</div>\n</section>\n<section class="step" id="done" hidden>\n<h2 tabindex="-1"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'DONE'))
        yield '</h2>\n<p id="download-status" class="status" role="status"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '></p>\n<p'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'DONE_FILE'))
        yield '</p>\n<p class="file"><code id="file-name"></code></p>\n'
        yield escape(context.call((undefined(name='back_to') if l_0_back_to is missing else l_0_back_to), environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'SEND_FILE'), environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'SEND_SOON'), (undefined(name='sends_to') if l_0_sends_to is missing else l_0_sends_to)))
        yield '\n'
        for l_1_sentence in (undefined(name='done_next') if l_0_done_next is missing else l_0_done_next):
            _loop_vars = {}
            pass
            yield '<p'
            yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
            yield '>'
            yield escape(l_1_sentence)
            yield '</p>'
        l_1_sentence = missing
        yield '<details'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '><summary>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'NO_FILE'))
        yield '</summary>\n<p>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'NO_FILE_WHY'))
        yield '</p>\n<label for="file-text">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'FILE_TEXT'))
        yield '</label>\n<textarea id="file-text" readonly rows="12" dir="ltr" spellcheck="false"></textarea>\n<div class="buttons"><button type="button" id="copy">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'COPY'))
        yield '</button>\n<button type="button" id="select-all">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'SELECT_ALL'))
        yield '</button></div>\n<p class="status" id="copy-status" role="status"></p>\n</details>\n<div class="buttons"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>\n<button type="button" data-finish>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'AGAIN'))
        yield '</button>\n<button type="button" data-go="back">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'CHANGE_MORE'))
        yield '</button>\n</div>\n<p class="hint"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '>'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'NEXT_PERSON_WHY'))
        yield '</p>\n<div class="buttons"'
        yield escape((undefined(name='ours') if l_0_ours is missing else l_0_ours))
        yield '><button type="button" class="quiet" id="next-person">'
        yield escape(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'NEXT_PERSON'))
        yield '</button></div>\n</section>\n</form>\n'
    yield '</main>\n'
    if (not (undefined(name='paper') if l_0_paper is missing else l_0_paper)):
        pass
        yield '<script type="application/json" id="about">'
        yield escape(t_1((undefined(name='about') if l_0_about is missing else l_0_about)))
        yield '</script>\n<script>'
        yield escape(t_1((undefined(name='script') if l_0_script is missing else l_0_script)))
        yield '</script>\n'
    yield '</body>\n</html>'

blocks = {}
debug_info = '1=43&2=46&3=51&4=54&5=75&8=82&9=99&10=122&13=150&14=157&16=173&17=193&18=199&20=211&21=220&22=242&24=258&25=280&26=295&27=311&30=326&33=336&35=338&37=340&39=342&43=344&46=346&47=349&48=353&50=359&51=361&53=365&55=369&57=371&58=375&59=379&60=381&61=389&63=401&64=408&65=417&66=419&69=429&71=432&72=438&73=444&74=448&75=456&76=462&77=470&80=478&82=481&83=490&86=500&88=508&89=512&92=514&94=522&95=526&98=531&99=535&100=537&101=539&103=553&104=555&105=557&107=559&111=562&113=565&114=567&115=571&116=579&117=583&118=593&119=595&121=597&122=600&123=604&125=611&130=621&131=623&132=627&133=631&134=635&135=648&136=650&138=662&139=665&140=669&141=671&146=690&148=693&149=695&150=699&151=703&152=708&153=711&158=715&160=718&161=720&162=724&163=732&166=743&167=755&168=759&169=761&170=767&171=769&172=772&175=776&176=778&177=780&179=782&180=784&184=787&185=790&186=803&187=805&189=817&190=830&192=843&193=845&194=858&195=861&199=872&200=883&201=891&202=893&203=897&204=905&205=907&206=915&207=918&209=921&210=924&215=928&216=930&218=947&219=951&221=955&222=961&223=967&224=971&225=980&228=990&229=1001&231=1017&232=1021&234=1034&238=1058&239=1061&241=1066&247=1084&248=1086&249=1088&250=1090&253=1092&254=1094&255=1098&256=1102&257=1104&259=1108&260=1110&261=1112&262=1114&263=1116&264=1118&266=1122&269=1128&271=1132&273=1136&276=1143&277=1146&279=1150&283=1158&284=1160&285=1162&286=1164&290=1166&291=1170&292=1172&294=1176&295=1178&296=1188&297=1192&298=1194&300=1196&301=1198&304=1200&305=1202&306=1204&308=1206&309=1210&314=1215&315=1218&316=1220'
