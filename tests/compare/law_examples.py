"""An example for every kind that compares what the law asks: directory, local, before, after, decision."""

from __future__ import annotations

from building import material, matter

LAW = {"名称": "《中华人民共和国建筑法》", "条款": "第七条", "类别": "法律"}
ARTICLE_EIGHT = {**LAW, "条款": "第八条"}
NEXT = {"编号": "地域", "问题": "从哪里迁入", "选项": ["省内", "省外"]}


def bases(*listed: object) -> dict:
    return matter(适用依据=list(listed))


def conditions(*listed: str, field: str = "受理条件") -> dict:
    return matter(**{field: list(listed)})


def before(*codes: object) -> dict:
    return matter(前置事项=list(codes))


def asking(*questions: dict) -> dict:
    return matter(情形=list(questions))


def why(*options: str) -> dict:
    return {"编号": "原因", "问题": "因何迁移", "选项": list(options)}


def procedures(*listed: dict | str) -> dict:
    return matter(特别程序=[{"名称": each} if isinstance(each, str) else each for each in listed])


def step(name: str, **over: object) -> dict:
    return {"环节": name, **over}


def flow(*steps: dict, name: str = "业务流程", **over: object) -> dict:
    return matter(**{name: list(steps)}, **over)


def judged_by(standard: str) -> dict:
    return matter(申请材料=[material("居民身份证", 受理标准=standard)])


def giving(result: object) -> dict:
    return matter(审批结果=result)


def licence(**over: object) -> dict:
    return {"名称": "施工许可证", "类型": "证照", **over}


LAW_EXAMPLES = {
    "basis-added": (bases(LAW), bases(LAW, ARTICLE_EIGHT), "无", "《中华人民共和国建筑法》第八条", "report"),
    "basis-dropped": (bases(LAW, ARTICLE_EIGHT), bases(LAW), "《中华人民共和国建筑法》第八条", "无", "violation"),
    "condition-added": (conditions("已确定施工企业"), conditions("已确定施工企业", "已缴纳保证金"),
                        "无", "已缴纳保证金", "violation"),
    "condition-dropped": (conditions("资金已落实", field="批准条件"), conditions(field="批准条件"),
                          "资金已落实", "无", "report"),
    "precondition-added": (before(), before("330100301000"), "无", "330100301000", "violation"),
    "precondition-dropped": (before("330100301000"), before(), "330100301000", "无", "allowed"),
    "situation-added": (asking(why("婚迁")), asking(why("婚迁"), NEXT), "无", "从哪里迁入（省内、省外）", "allowed"),
    "situation-dropped": (asking(why("婚迁", "升学")), asking(why("婚迁")), "因何迁移：升学", "无", "allowed"),
    "special-added": (procedures(), procedures("专家评审"), "无", "专家评审", "violation"),
    "special-dropped": (procedures("听证", "公示"), procedures("公示"), "听证", "无", "report"),
    "clock-stopped": (procedures({"名称": "公示", "计入时限": "是"}), procedures({"名称": "公示", "计入时限": "否"}),
                      "公示（计入时限）", "公示（不计入时限）", "report"),
    "clock-counted": (flow(step("审查", 计入时限="否")), flow(step("审查")),
                      "审查（不计入时限）", "审查（计入时限）", "report"),
    "standard-differs": (judged_by("在有效期内"), judged_by("在有效期内，并有复印件"),
                         "居民身份证（在有效期内）", "居民身份证（在有效期内，并有复印件）", "report"),
    "result-differs": (giving(licence(有效期="3 年")), giving(licence(有效期="长期")),
                       "施工许可证（有效期：3 年）", "施工许可证（有效期：长期）", "report"),
}  # fmt: skip
